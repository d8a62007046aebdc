// Dropping a file on the form, and its progress while it is sent. Without this script the form is an ordinary one.
"use strict";
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const zone = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const name = form.querySelector("[data-file-name]");
  const status = form.querySelector("[data-progress]");
  const bar = status.querySelector("progress");
  const says = status.querySelector("[data-says]");
  const problem = form.querySelector("[data-problem]");
  const bytesMax = Number(form.dataset.bytesMax);

  const complain = (text) => { problem.textContent = text; problem.hidden = text === ""; };
  const chosen = () => {
    const file = input.files[0];
    name.textContent = file ? file.name : "";
    complain(file && file.size > bytesMax ? form.dataset.tooLarge : "");
  };
  input.addEventListener("change", chosen);
  ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.remove("over");
  }));
  zone.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    chosen();
  });

  const finish = (request) => {
    if (request.status >= 200 && request.status < 300 && request.responseURL) {
      window.location.assign(request.responseURL);
      return;
    }
    status.hidden = true;
    let text = form.dataset.failed;
    try {
      const answer = JSON.parse(request.responseText);
      if (answer.title) text = [answer.title, answer.detail].filter(Boolean).join(". ");
    } catch { /* not a machine answer: the general words stand */ }
    complain(text);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const file = input.files[0];
    if (!file) { complain(form.dataset.noFile); return; }
    if (file.size > bytesMax) { complain(form.dataset.tooLarge); return; }
    complain("");
    status.hidden = false;
    says.textContent = form.dataset.sending;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/problem+json, text/html;q=0.5");
    request.upload.addEventListener("progress", (part) => {
      if (part.lengthComputable) { bar.max = part.total; bar.value = part.loaded; }
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      says.textContent = form.dataset.checking;
    });
    request.addEventListener("load", () => finish(request));
    request.addEventListener("error", () => { status.hidden = true; complain(form.dataset.failed); });
    request.send(new FormData(form, event.submitter));
  });
})();
