/* Below the grid of the Centres page: which day is played back, and the shifts of a roster. */
(function () {
    "use strict";

    const tell = window.tirkeu.tellCentres;

    function page() { return document.getElementById("centres"); }

    /* ------------------------------------------------------------ the day */
    function dayChosen() {
        const choice = document.getElementById("centres-playback-day");
        if (choice && choice.dataset.shown && choice.dataset.set !== choice.dataset.shown) {
            choice.dataset.set = choice.dataset.shown;
            choice.value = choice.dataset.shown;
        }
    }

    new MutationObserver(function () { if (page()) { dayChosen(); } })
        .observe(document.documentElement, {childList: true, subtree: true, attributes: true, attributeFilter: ["data-run"]});

    document.addEventListener("click", function (event) {
        const button = page() && event.target.closest && event.target.closest("[data-centres-play]");
        if (button && !button.disabled) { tell("play", document.getElementById("centres-playback-day").value); }
    });

    /* ------------------------------------------------------------ shifts */
    const LONGEST_SHIFTS = 12000;

    document.addEventListener("click", function (event) {
        const button = page() && event.target.closest && event.target.closest("[data-centres-shifts]");
        if (button) { tell("shifts", "", document.getElementById("centres-shifts-text").value); }
    });

    document.addEventListener("change", function (event) {
        if (event.target.id !== "centres-shifts-file" || !event.target.files[0]) { return; }
        event.target.files[0].slice(0, LONGEST_SHIFTS + 1).text().then(function (text) { tell("shifts", "", text); });
        event.target.value = "";
    });
})();
