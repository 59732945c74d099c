/* Letters typed into a search box while the page is drawn anew are not lost: they wait until the
   search has taken them, and the box that stands there now gets them back. */
(function () {
    "use strict";

    const BOXES = ["registries-sought", "rules-sought"];
    const LONGEST_WAIT = 10000;
    const waiting = {};

    document.addEventListener("input", function (event) {
        if (BOXES.includes(event.target.id)) {
            waiting[event.target.id] = {value: event.target.value, at: Date.now()};
        }
    });

    function retype(id) {
        const box = document.getElementById(id), typed = waiting[id];
        if (!box || !typed || Date.now() - typed.at > LONGEST_WAIT) { return; }
        if (box.value !== typed.value && typed.value.startsWith(box.value)) {
            const set = Object.getOwnPropertyDescriptor(window.HTMLInputElement.prototype, "value").set;
            set.call(box, typed.value);
            box.dispatchEvent(new Event("input", {bubbles: true}));
        }
    }

    new MutationObserver(function () { BOXES.forEach(retype); })
        .observe(document.documentElement, {childList: true, subtree: true});

    /* The search has come as far as these letters: they need not wait any more. */
    function taken(id, value) {
        if (waiting[id] && waiting[id].value === (value || "")) { delete waiting[id]; }
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {tirkeu_letters: {taken: taken}});
})();
