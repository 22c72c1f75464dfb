// While something is made, its page says how far it is. Without this file the page has to be loaded again.
"use strict";

const EVERY = 1000;
const said = document.getElementById("progress");

async function look() {
  try {
    const answer = await fetch(said.dataset.url);
    if (answer.status === 204) return location.reload();
    const words = await answer.text();
    if (answer.ok && words !== said.innerHTML) said.innerHTML = words;
  } catch {
    // The link is poor; the next look may succeed.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
