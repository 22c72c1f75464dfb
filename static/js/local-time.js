// Says a moment in the reader's own time zone, where the page has said it in UTC. Without this file UTC stays.
"use strict";

// The Centre writes English as its host organization does: 30 June, 09:05.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const inWords = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const withZone = new Intl.DateTimeFormat(language, { timeZoneName: "long" });

for (const line of document.querySelectorAll("[data-local-time]")) {
  const time = line.querySelector("time");
  const moment = new Date(time.dateTime);
  const zone = withZone.formatToParts(moment).find((part) => part.type === "timeZoneName").value;
  const [before, after] = line.dataset.localTime.replace("{zone}", zone).split("{moment}");
  time.textContent = inWords.format(moment);
  line.replaceChildren(before, time, after);
}
