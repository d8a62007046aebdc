// Keys for what is done often: / j k Enter Esc ? . Also: copy buttons and closing of menus. Nothing here is needed to
// use a page; every text shown comes from the page itself.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const help = document.getElementById("keys");
  let current = -1;

  const select = (index) => {
    const all = rows();
    if (all.length === 0) return;
    all.forEach((row) => row.classList.remove("current"));
    current = Math.max(0, Math.min(index, all.length - 1));
    const row = all[current];
    row.classList.add("current");
    row.scrollIntoView({ block: "nearest" });
    const target = row.querySelector("a[href]") || row;
    target.focus({ preventScroll: true });
  };
  const typing = (element) => element.matches("input, select, textarea") || element.isContentEditable;
  const actions = {
    j: () => select(current + 1),
    k: () => select(current - 1),
    "/": () => {
      const field = document.querySelector("input[type=search]");
      if (field) { field.focus(); field.select(); }
    },
    "?": () => help && help.showModal && help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
      if (typing(event.target)) event.target.blur();
      return;
    }
    if (typing(event.target) || (help && help.open)) return;
    const act = actions[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    const source = document.getElementById(button.dataset.copy);
    if (!source) return;
    navigator.clipboard.writeText(source.textContent).then(() => {
      const before = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = before; }, 1500);
    });
  });
})();
