/* The ID cards page: what is clicked or typed goes to the server as one small note, the parts that
   come back are drawn by Dash; the address follows without a page load. */
(function () {
    "use strict";

    const PATH = "/id-cards", NARROW_MARGIN = 12;
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
    function shape(layout) {
        const some = function (_one, number) { return number % 2 === 0; };
        const changes = {
            "margin.r": NARROW_MARGIN, "margin.t": 16 * layout.annotations.length + 12,
            "xaxis.tickvals": layout.xaxis.tickvals.filter(some), "xaxis.ticktext": layout.xaxis.ticktext.filter(some),
        };
        layout.annotations.forEach(function (_one, number) {
            const name = "annotations[" + number + "].";
            Object.assign(changes, {[name + "xanchor"]: "right", [name + "xshift"]: 0, [name + "yref"]: "paper", [name + "y"]: 1, [name + "yshift"]: 12 + 16 * number});
        });
        return changes;
    }

    new MutationObserver(function () {
        if (!page() || !window.Plotly) { return; }
        page().querySelectorAll(".js-plotly-plot").forEach(function (found) {
            if (found.layout && !found.dataset.followed) {
                found.dataset.followed = "true";
                const fit = function () { window.tirkeu.narrow(found, shape); };
                found.on("plotly_afterplot", fit);
                fit();
            }
        });
    }).observe(document.documentElement, {childList: true, subtree: true});

    window.dash_clientside = Object.assign({}, window.dash_clientside, {tirkeu_cards: {follow: follow, look: look, heard: heard}});
})();
