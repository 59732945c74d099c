/* The Centres page: what is clicked or typed is told to the server by asked.js; its chart fits a
   telephone. */
(function () {
    "use strict";

    const PATH = "/centres", STORE = "centres-asked";
    const queue = window.tirkeu.queue({root: page, store: STORE, joined: joined});

    function page() { return document.getElementById("centres"); }

    function tell(act, value, typed, edits) { queue.tell({act: act, value: value, typed: typed, edits: edits}); }

    const MOST_TYPED = 40;

    function isNumber(edit) { return /^\s*[0-9]{1,3}\s*$/.test(edit.value); }

    /* Cells that wait behind each other are one thing; one that may be refused takes no other along. */
    function joined(last, asked) {
        const both = last.act === "cells" && asked.act === "cells" && last.edits.concat(asked.edits).every(isNumber);
        return both ? Object.assign({}, last, {edits: last.edits.concat(asked.edits)}) : null;
    }

    function look() { queue.look(STORE); }

    function follow(state) {
        if (!state || !page()) { return; }
        const query = new URLSearchParams(state.query).toString(), address = PATH + (query ? "?" + query : "");
        if (window.location.pathname + window.location.search !== address) {
            window.history.replaceState(window.history.state, "", address);
        }
        document.querySelectorAll(".languages a[data-language]").forEach(function (link) {
            const own = new URLSearchParams(query);
            own.set("lang", link.getAttribute("data-language"));
            link.setAttribute("href", PATH + "?" + own);
        });
        queue.answered(state.count);
        document.dispatchEvent(new CustomEvent("tirkeu:moved"));
    }

    function edit(changes) {
        if (changes && changes.length) {
            tell("cells", "", "", changes.map(function (change) {
                const typed = String(change.value ?? "").slice(0, MOST_TYPED);
                return {data: placed(change.data), colId: change.colId, value: typed};
            }));
        }
    }

    /* Where a row stands: what is typed there is of its office and day, whatever is looked at since. */
    function placed(row) { return {kind: row.kind, office: row.office, weekday: row.weekday}; }

    function isAt(row, place) { return row.kind === place.kind && row.office === place.office && row.weekday === place.weekday; }

    /* The rows of an answer, and over them what was typed since it was asked: it waits for its turn. */
    function rows(drawn, state) {
        const found = drawn.map(function (row) { return Object.assign({}, row); });
        queue.unanswered(state.count).forEach(function (asked) {
            (asked.act === "cells" ? asked.edits : []).forEach(function (edit) {
                const row = found.find(function (one) { return isAt(one, edit.data); });
                if (row && edit.colId in row) { row[edit.colId] = edit.value; }
            });
        });
        return found;
    }

    /* ------------------------------------------------------------ what the reader does */
    document.addEventListener("click", function (event) {
        const button = page() && event.target.closest && event.target.closest("[data-centres]");
        if (!button || button.disabled || !page().contains(button)) { return; }
        tell(button.dataset.centres, button.dataset.value || "");
    });

    function lever(target) {
        const id = target.id || "";
        return page() && id.startsWith("centres-lever-") && target.tagName === "INPUT" ? id.slice(14) : null;
    }

    document.addEventListener("change", function (event) {
        const name = lever(event.target);
        if (name) { tell("lever", name, event.target.value); }
    });

    /* ------------------------------------------------------------ the chart */
    const NARROW_MARGIN = 12;

    function graph() {
        const found = document.querySelector("#centres-graph .js-plotly-plot");
        return found && found.layout && window.Plotly ? found : null;
    }

    /* A telephone has no room beside the lines: their names stand above the chart, and fewer hours below. */
    function shape(layout) {
        const axis = layout.xaxis, some = function (_one, number) { return number % 3 === 0; };
        const changes = {"margin.r": NARROW_MARGIN, "xaxis.tickvals": axis.tickvals.filter(some), "xaxis.ticktext": axis.ticktext.filter(some)};
        layout.annotations.forEach(function (_one, number) { changes["annotations[" + number + "].visible"] = false; });
        return changes;
    }

    function fit() {
        const found = graph();
        if (found) { document.getElementById("centres-chart").classList.toggle("centres-narrow", window.tirkeu.narrow(found, shape)); }
    }

    new MutationObserver(function () {
        const drawn = page() && graph();
        if (drawn && !drawn.dataset.followed) {
            drawn.dataset.followed = "true";
            drawn.on("plotly_afterplot", fit);
            fit();
        }
    }).observe(document.documentElement, {childList: true, subtree: true});

    window.tirkeu.tellCentres = tell;
    window.dash_clientside = Object.assign({}, window.dash_clientside, {tirkeu_centres: {follow: follow, look: look, edit: edit, rows: rows}});
})();
