/* The ID cards page: what is clicked or typed goes to the server as one small note, the parts that
   come back are drawn by Dash; the address follows without a page load. */
(function () {
    "use strict";

    const PATH = "/id-cards", NARROW_PIXELS = 480, NARROW_MARGIN = 12;
    const queue = window.tirkeu.queue({root: page, store: "cards-asked"});

    function page() { return document.getElementById("cards"); }

    function tell(act, value, typed) { queue.tell({act: act, value: value, typed: typed}); }

    function follow(state) {
        if (!state || !page()) { return; }
        const asked = new URLSearchParams(state.query).toString();
        window.history.replaceState(window.history.state, "", PATH + (asked ? "?" + asked : ""));
        document.querySelectorAll(".languages a[data-language]").forEach(function (link) {
            const own = new URLSearchParams(asked);
            own.set("lang", link.getAttribute("data-language"));
            link.setAttribute("href", PATH + "?" + own);
        });
        queue.answered(state.count);
        document.dispatchEvent(new CustomEvent("tirkeu:moved"));
    }

    function look() { queue.look("cards-look"); }

    function heard(count) { queue.answered(count); }

    document.addEventListener("click", function (event) {
        if (!page() || !event.target.closest) { return; }
        const button = event.target.closest("[data-cards], [data-centres='cancel']");
        if (!button || button.disabled || !page().contains(button)) { return; }
        tell(button.dataset.cards || "cancel", button.dataset.value || "");
    });

    document.addEventListener("change", function (event) {
        const field = event.target, id = field.id || "";
        if (!page() || !id.startsWith("cards-lever-") || field.tagName !== "INPUT") { return; }
        tell("lever", id.slice(12), field.value);
    });

    /* A telephone has no room beside the lines: their names stand above the chart, every second
       day is named. */
    function fit(found) {
        const isNarrow = found.clientWidth < NARROW_PIXELS, layout = found.layout;
        if (isNarrow === (layout.margin.r === NARROW_MARGIN)) { return; }
        found.wide = found.wide || {margin: layout.margin, ticks: layout.xaxis.tickvals, texts: layout.xaxis.ticktext, at: layout.annotations.map(function (one) { return one.y; })};
        const wide = found.wide, some = function (_one, number) { return !isNarrow || number % 2 === 0; };
        const changes = {
            "margin.r": isNarrow ? NARROW_MARGIN : wide.margin.r, "margin.t": isNarrow ? 16 * wide.at.length + 12 : wide.margin.t,
            "xaxis.tickvals": wide.ticks.filter(some), "xaxis.ticktext": wide.texts.filter(some),
        };
        wide.at.forEach(function (at, number) {
            const name = "annotations[" + number + "].";
            changes[name + "xanchor"] = isNarrow ? "right" : "left";
            changes[name + "xshift"] = isNarrow ? 0 : 8;
            changes[name + "yref"] = isNarrow ? "paper" : "y";
            changes[name + "y"] = isNarrow ? 1 : at;
            changes[name + "yshift"] = isNarrow ? 12 + 16 * number : 0;
        });
        window.Plotly.relayout(found, changes);
    }

    new MutationObserver(function () {
        if (!page() || !window.Plotly) { return; }
        page().querySelectorAll(".js-plotly-plot").forEach(function (found) {
            if (found.layout && !found.dataset.followed) {
                found.dataset.followed = "true";
                found.on("plotly_afterplot", function () { fit(found); });
                fit(found);
            }
        });
    }).observe(document.documentElement, {childList: true, subtree: true});

    window.dash_clientside = Object.assign({}, window.dash_clientside, {tirkeu_cards: {follow: follow, look: look, heard: heard}});
})();
