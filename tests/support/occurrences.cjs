// Prints the occurrences of each event in a calendar as ical.js reads them, as JSON:
// [start, end, summary] with moments in UTC, up to a year.
// Usage: node occurrences.cjs PATH_OF_ICAL_JS LAST_YEAR < calendar.ics
const ICAL = require(process.argv[2]);
const last = Number(process.argv[3]);

const calendar = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
}

const moment = (time) => new Date(time.toUnixTime() * 1000).toISOString();
const found = [];
const add = (details) => found.push([
  moment(details.startDate), moment(details.endDate), details.item.summary,
]);

const byUid = new Map();
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  if (!byUid.has(event.uid)) byUid.set(event.uid, { exceptions: [] });
  if (event.isRecurrenceException()) byUid.get(event.uid).exceptions.push(event);
  else byUid.get(event.uid).event = event;
}
for (const { event, exceptions } of byUid.values()) {
  exceptions.forEach((exception) => event.relateException(exception));
  if (!event.isRecurring()) {
    add({ startDate: event.startDate, endDate: event.endDate, item: event });
    continue;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.year <= last; next = iterator.next()) {
    add(event.getOccurrenceDetails(next));
  }
}
console.log(JSON.stringify(found));
