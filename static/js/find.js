// The list of courses follows its form at once. Without this file the form's buttons do the same.
"use strict";

const form = document.getElementById("find");
let latest = 0;
let waiting;

function address() {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.append(name, value);
  return `${location.pathname}${asked.size ? `?${asked}` : ""}`;
}

// A part in which the reader is at work keeps its control; only the choices and the words around it change.
function refresh(old, fresh) {
  const control = old.contains(document.activeElement) ? document.activeElement : null;
  if (!control || old.id === "results") return old.replaceWith(fresh);
  const renewed = fresh.querySelector(`#${control.id}`);
  if (control.tagName === "SELECT") control.replaceChildren(...renewed.children);
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (renewed.hasAttribute(name)) control.setAttribute(name, renewed.getAttribute(name));
    else control.removeAttribute(name);
  }
  old.querySelector(".errorlist")?.remove();
  const errors = fresh.querySelector(".errorlist");
  if (errors) old.append(errors);
}

async function follow(url, keep) {
  const mine = ++latest;
  let page;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.assign(url);
    return;
  }
  if (mine !== latest) return;
  if (keep) history.replaceState(null, "", url);
  for (const old of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(old.id);
    if (fresh) refresh(old, fresh);
  }
  for (const link of document.querySelectorAll(".languages a")) {
    link.href = page.querySelector(`.languages a[lang="${link.lang}"]`).href;
  }
  const found = document.getElementById("found");
  const words = page.getElementById("found").textContent;
  if (found.textContent !== words) found.textContent = words;
}

function soon(event) {
  clearTimeout(waiting);
  waiting = setTimeout(() => follow(address(), true), event.type === "input" ? 350 : 0);
}

if (form) {
  form.addEventListener("input", (event) => { if (event.target.type === "search") soon(event); });
  form.addEventListener("change", (event) => { if (event.target.type !== "search") soon(event); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(event);
    document.getElementById("found").scrollIntoView({ block: "start" });
  });
  // Taking a wish away needs no new page either; what changes is where the links lead, so the form follows.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".wishes a, .empty a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    follow(link.href, true).then(() => document.getElementById("found").focus());
  });
}
