// Forms: one send per press, and a word before unsaved writing is lost. Everything works without this file.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  delete form.dataset.dirty;
  setTimeout(() => delete form.dataset.sent, 4000); // an answer that is a download leaves the page where it is
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "keep" in form.dataset) form.dataset.dirty = "yes";
});

document.addEventListener("input", (event) => {
  const mirror = event.target.id && document.querySelector(`[data-mirror="${event.target.id}"]`);
  if (mirror) mirror.textContent = event.target.value.trim() || "–";
});

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});

// Back from the browser's cache, a form can be sent again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
