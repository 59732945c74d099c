/* What a day of an office that is played back holds: its stays as lanes, who is where at a minute,
   and how many wait. Numbers only; centres_below.js draws them. */
(function () {
    "use strict";

    const GONE_MINUTES = 6, HOUR = 60;

    /* Every stay gets a counter of its own, the lowest that is free when it begins. */
    function lanes(day) {
        const columns = day.columns, found = day.stations.map(function (name, code) {
            return {name: name, code: code, stays: [], servers: day.servers[name] || [], slots: 0};
        });
        columns.case.forEach(function (_case, row) {
            const end = columns.end[row], start = columns.start[row];
            found[columns.station[row]].stays.push({
                enabled: columns.enabled[row], start: start, left: columns.left[row] || null,
                end: end === null ? Infinity : end, isPilot: columns.service[row] > 0, slot: -1,
            });
        });
        found.forEach(function (lane) {
            const free = [];
            lane.stays.filter(function (stay) { return stay.start !== null; })
                .sort(function (one, other) { return one.start - other.start; })
                .forEach(function (stay) {
                    let slot = free.findIndex(function (until) { return until <= stay.start + 0.051; });
                    if (slot < 0) { slot = free.length; }
                    free[slot] = stay.end;
                    stay.slot = slot;
                });
            const most = Math.max(0, ...lane.servers.map(function (piece) { return piece[2]; }));
            lane.slots = Math.max(free.length, most);
            lane.isLeft = lane.stays.some(function (stay) { return stay.left; });
        });
        return found.filter(function (lane) { return lane.stays.length; });
    }

    function until(stay) { return stay.start !== null ? stay.start : stay.left || stay.end; }

    function at(lane, now) {
        const here = {waiting: [], served: [], gone: [], there: 0, left: 0, done: 0, longest: 0};
        lane.stays.forEach(function (stay) {
            if (stay.enabled > now) { return; }
            if (now < until(stay)) {
                here.waiting.push(stay);
                here.longest = Math.max(here.longest, now - stay.enabled);
            } else if (stay.left) {
                here.left += 1;
                if (now - stay.left < GONE_MINUTES) { here.gone.push(stay); }
            } else if (now < stay.end) { here.served.push(stay); } else { here.done += 1; }
        });
        lane.servers.forEach(function (piece) { if (piece[0] <= now && now < piece[1]) { here.there = piece[2]; } });
        return here;
    }

    function span(all) {
        let first = Infinity, last = 0;
        all.forEach(function (lane) {
            lane.stays.forEach(function (stay) {
                first = Math.min(first, stay.enabled);
                last = Math.max(last, Number.isFinite(stay.end) ? stay.end : stay.enabled);
            });
        });
        return [Math.floor(first / HOUR) * HOUR, Math.ceil(last / 5) * 5];
    }

    function waitsByMinute(all, ends) {
        const steps = new Int32Array(ends[1] - ends[0] + 2);
        all.forEach(function (lane) {
            lane.stays.forEach(function (stay) {
                steps[Math.max(0, Math.ceil(stay.enabled - ends[0]))] += 1;
                steps[Math.min(steps.length - 1, Math.ceil(Math.min(until(stay), ends[1]) - ends[0]))] -= 1;
            });
        });
        let sum = 0;
        return Array.from(steps, function (step) { sum += step; return sum; }).slice(0, -1);
    }

    window.tirkeuCentresDay = {lanes: lanes, at: at, span: span, waitsByMinute: waitsByMinute, goneMinutes: GONE_MINUTES};
})();
