// Narrows the rows that are on the page while one types. The form around the field still asks the server for all.
"use strict";
(() => {
  document.querySelectorAll("input[data-narrows]").forEach((field) => {
    const rows = [...document.querySelectorAll(field.dataset.narrows)];
    const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
    field.addEventListener("input", () => {
      const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, i) => { row.hidden = !words.every((word) => texts[i].includes(word)); });
      document.querySelectorAll("[data-group]").forEach((group) => {
        group.hidden = !group.querySelector("[data-row]:not([hidden])");
      });
    });
  });
})();
