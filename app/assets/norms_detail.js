/* The sections below the curve: they come a moment after the levers rest, the slow ones by
   themselves. Numbers of a setting that is no longer the present one are dimmed until those of the
   present one are there; what is chosen in a section goes into the address. */
(function () {
    "use strict";

    const PATH = "/norms/sections";
    const SLOW = ["readings", "ranges"];
    const PLACES = {by: "breakdown", range: "ranges"};
    const NO_CONTENT = 204, AGAIN_MILLISECONDS = 700, LONGEST_MILLISECONDS = 30000;
    const FAILED_OFTEN = 3;

    let asked = null, shown = null;

    function at(id) { return document.getElementById(id); }
    function plain(query) { return query.replace(/^\?/, ""); }

    function mark() {
        const place = at("norms-sections");
        if (!place) { return; }
        const isOutdated = shown !== null && asked !== null && asked !== shown;
        place.classList.toggle("detail-outdated", isOutdated);
        place.setAttribute("aria-busy", String(isOutdated));
        if (shown !== null) { place.dataset.for = shown; }
    }

    /* What is open and what has the focus stays so when it is drawn anew. */
    function write(place, text) {
        const open = Array.from(place.querySelectorAll("details[open]"), function (found) { return found.id; });
        const focus = place.contains(document.activeElement) ? pathTo(document.activeElement) : null;
        place.innerHTML = text;
        open.forEach(function (id) { if (at(id)) { at(id).open = true; } });
        const found = focus && place.querySelector(focus);
        if (found) { found.focus({preventScroll: true}); }
    }

    function pathTo(element) {
        const data = element.dataset;
        if (data.view) { return "[data-view='" + data.view + "'][data-value='" + data.value + "']"; }
        if (data.reading) { return "[data-reading='" + data.reading + "']"; }
        const folded = element.closest("details");
        return folded && folded.id ? "#" + folded.id + " > summary" : null;
    }

    function placeOf(name) { return "norms-" + name + "-place"; }

    /* Whatever is asked for names the language of this page; the address may leave it to a cookie. */
    function get(path, query) {
        const own = new URLSearchParams(query);
        own.set("lang", document.documentElement.lang);
        return window.fetch(PATH + path + "?" + own).then(function (response) {
            if (!response.ok) { throw new Error(String(response.status)); }
            return response.status === NO_CONTENT ? null : response.text();
        });
    }

    /* How long to wait before a request that failed is made again: each time twice as long. */
    function pause(failed) {
        return Math.min(LONGEST_MILLISECONDS, AGAIN_MILLISECONDS * Math.pow(2, failed));
    }

    /* Says in its place that a section does not come, once more than a hiccup keeps it away. */
    function lost(place, failed) {
        const page = at("norms");
        if (!place || !page || failed < FAILED_OFTEN) { return; }
        const said = place.querySelector(".detail-lost") || document.createElement("p");
        if (said.parentElement) { return; }
        said.className = "detail-lost";
        said.setAttribute("role", "status");
        said.textContent = page.dataset.lostSections;
        place.prepend(said);
    }

    function foundAgain(place) {
        const said = place.querySelector(".detail-lost");
        if (said) { said.remove(); }
    }

    /* Nothing to say is an answer only where no norm is looked at; else it is not counted yet. */
    function refresh(query, failed) {
        const count = failed || 0;
        const again = function (next) {
            window.setTimeout(function () { if (asked === query) { refresh(query, next); } }, pause(next));
        };
        get("", query).then(function (text) {
            const place = at("norms-sections");
            if (!place || asked !== query) { return; }
            if (text === null && at("norms").dataset.pilot === "true") { again(count + 1); return; }
            const old = SLOW.map(function (name) { return document.querySelector("section#norms-" + name); });
            write(place, text || "");
            shown = query;
            if (text) { SLOW.forEach(function (name, number) { later(name, old[number], query); }); }
            mark();
        }, function () {
            if (asked === query) { lost(at("norms-sections"), count + 1); }
            again(count + 1);
        });
    }

    /* The section of the setting before stays, dimmed and named so, until the present one comes. */
    function later(name, old, query) {
        const place = at(placeOf(name));
        if (old) { place.replaceChildren(old); place.classList.add("detail-stale"); }
        part(name, query);
    }

    function part(name, query, failed) {
        const count = failed || 0;
        if (shown !== query) { return; }
        get("/" + name, query).then(function (text) {
            const place = at(placeOf(name));
            if (!place || shown !== query) { return; }
            foundAgain(place);
            if (text === null) { window.setTimeout(part, AGAIN_MILLISECONDS, name, query); return; }
            write(place, text);
            place.classList.remove("detail-stale");
        }, function () {
            if (shown === query) { lost(at(placeOf(name)), count + 1); }
            window.setTimeout(part, pause(count + 1), name, query, count + 1);
        });
    }

    function choose(button) {
        const name = button.dataset.view;
        const here = new URLSearchParams(window.location.search);
        here.set(name, button.dataset.value);
        const query = here.toString();
        window.history.replaceState(window.history.state, "", window.location.pathname + "?" + query);
        button.parentElement.querySelectorAll("button").forEach(function (other) {
            other.setAttribute("aria-pressed", String(other === button));
        });
        document.querySelectorAll(".norms [data-file], .languages a[data-language]").forEach(function (link) {
            const target = new URL(link.href);
            target.searchParams.set(name, button.dataset.value);
            link.setAttribute("href", target.pathname + target.search);
        });
        if (shown !== null && (asked === null || asked === shown)) {
            asked = shown = query;
            mark();
            part(PLACES[name], query);
        }
    }

    document.addEventListener("norms:asked", function (event) {
        asked = plain(event.detail);
        mark();
    });

    document.addEventListener("norms:settled", function () {
        asked = plain(window.location.search);
        mark();
        if (asked !== shown || !at("norms-detail")) { refresh(asked); } else { foundAgain(at("norms-sections")); }
    });

    document.addEventListener("click", function (event) {
        const button = event.target.closest && event.target.closest("button[data-view]");
        if (button && PLACES[button.dataset.view]) { choose(button); }
    });

    new MutationObserver(function () {
        if (shown !== null && !at("norms")) { asked = shown = null; }
    }).observe(document.documentElement, {childList: true, subtree: true});
})();
