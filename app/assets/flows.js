/* The levers of the Flows page move the address a moment after the last key; everything shown
   follows from the address. */
(function () {
    "use strict";

    const PAUSE_MILLISECONDS = 600;
    const NAMES = ["norm", "before", "after", "desks", "terminals", "windows", "officers", "weeks", "replications", "seed"];
    let waiting = null;

    function move() {
        const values = Array.prototype.slice.call(arguments, 0, NAMES.length);
        const asked = arguments[NAMES.length];
        window.clearTimeout(waiting);
        waiting = window.setTimeout(function () { apply(values, asked); }, PAUSE_MILLISECONDS);
    }

    function apply(values, asked) {
        if (!asked || !window.location.pathname.endsWith("/flows")) { return; }
        const target = new URL(window.location.href);
        let moved = false;
        NAMES.forEach(function (name, place) {
            const value = values[place] === undefined ? null : values[place];
            const shown = asked.shown[name];
            if (value === shown || (value === null && shown === "")) { return; }
            moved = true;
            if (value === null || value === "") {
                target.searchParams.delete(name);
            } else {
                target.searchParams.set(name, value);
            }
        });
        if (moved) { window.dash_clientside.tirkeu.choose(target.href); }
    }

    function go(href) {
        window.clearTimeout(waiting);
        if (href) { window.dash_clientside.tirkeu.choose(href); }
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        tirkeu_flows: {move: move, go: go},
    });
})();
