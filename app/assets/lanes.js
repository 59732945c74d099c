/* The row of the lanes that a step comes to is brought into view, gently and without the focus. */
(function () {
    "use strict";
    let shown = null;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)");

    /* How far down the header and the sentence with the buttons cover the page once it is scrolled. */
    function covered() {
        const bars = [".header", ".head:has(> .steps)"].map(function (name) { return document.querySelector(name); });
        return bars.reduce(function (sum, bar) {
            const stays = bar && window.getComputedStyle(bar).position === "sticky";
            return sum + (stays ? bar.getBoundingClientRect().height : 0);
        }, 0);
    }

    function follow() {
        const row = document.querySelector("#lanes .row.current");
        const address = row && row.getAttribute("data-href");
        if (!row || address === shown) { return; }
        const isStep = shown !== null;
        shown = address;
        const line = document.querySelector(".exchange .current");
        if (line) { line.parentElement.scrollTop = line.offsetTop - line.parentElement.clientHeight + line.offsetHeight; }
        if (!isStep) { return; } /* a page just opened begins at its top */
        window.requestAnimationFrame(function () {
            const place = row.getBoundingClientRect();
            const top = covered();
            const by = place.bottom > window.innerHeight - 16 ? place.bottom - window.innerHeight + 16
                : Math.min(place.top - top - 16, 0);
            if (place.height && by) { window.scrollBy({top: by, behavior: still.matches ? "auto" : "smooth"}); }
        });
    }
    new MutationObserver(follow).observe(document.documentElement, {childList: true, subtree: true});
})();
