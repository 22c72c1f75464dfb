// Says a moment in the reader's own time zone, where the page has said it in UTC; where that is the same as Turin's time,
// which stands above already, it says nothing. Without this file UTC stays.
"use strict";

// The Centre writes English as its host organization does: 30 June, 09:05.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const inWords = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const inTurin = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Rome" });
const withZone = new Intl.DateTimeFormat(language, { timeZoneName: "long" });

for (const line of document.querySelectorAll("[data-local-time]")) {
  const time = line.querySelector("time");
  const moment = new Date(time.dateTime);
  const zone = withZone.formatToParts(moment).find((part) => part.type === "timeZoneName").value;
  const [before, after] = line.dataset.localTime.replace("{zone}", zone).split("{moment}");
  time.textContent = inWords.format(moment);
  if (time.textContent === inTurin.format(moment)) {
    line.replaceChildren(); // what it took up stays, so that nothing moves
    continue;
  }
  line.replaceChildren(before, time, after);
}
