// The drawing of the group follows the boxes at once. Without this file the button “Draw again” does the same.
"use strict";

const bench = document.getElementById("workbench");
let latest = 0;

async function draw() {
  const mine = ++latest;
  const asked = new URLSearchParams(new FormData(bench));
  for (const name of ["out", "in", "kind", "number"]) asked.delete(name);
  const url = `${location.pathname}?${asked}`;
  const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
  if (mine !== latest || !answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== latest) return;
  history.replaceState(null, "", url);
  for (const name of ["group", "handed-out"]) {
    document.getElementById(name).replaceWith(page.getElementById(name));
  }
  for (const name of ["wb_out", "wb_in"]) {
    document.getElementById(name).replaceChildren(...page.getElementById(name).children);
  }
  for (const old of document.querySelectorAll("input[name=query]")) {
    old.value = page.querySelector("input[name=query]").value;
  }
}

bench?.addEventListener("change", (event) => { if (event.target.name === "chosen") draw(); });
