/* The sections below the curve: what is chosen in them goes into the address, and numbers of a
   setting that is no longer the present one are dimmed until those of the present one are there. */
(function () {
    "use strict";

    const STORES = {by: "norms-breakdown-asked", range: "norms-ranges-asked"};
    let asked = null;

    function mark() {
        const place = document.getElementById("norms-sections");
        const detail = document.getElementById("norms-detail");
        if (!place || !detail) { return; }
        const isOutdated = asked !== null && detail.dataset.for !== asked;
        if (place.classList.contains("detail-outdated") === isOutdated) { return; }
        place.classList.toggle("detail-outdated", isOutdated);
        place.setAttribute("aria-busy", String(isOutdated));
    }

    document.addEventListener("norms:asked", function (event) {
        asked = event.detail;
        mark();
    });

    document.addEventListener("click", function (event) {
        const button = event.target.closest && event.target.closest("button[data-view]");
        if (!button || !STORES[button.dataset.view]) { return; }
        const here = new URLSearchParams(window.location.search);
        here.set(button.dataset.view, button.dataset.value);
        const query = "?" + here.toString();
        window.history.replaceState(window.history.state, "", window.location.pathname + query);
        button.parentElement.querySelectorAll("button").forEach(function (other) {
            other.setAttribute("aria-pressed", String(other === button));
        });
        document.querySelectorAll(".norms [data-file], .languages a[data-language]").forEach(function (link) {
            const target = new URL(link.href);
            target.searchParams.set(button.dataset.view, button.dataset.value);
            link.setAttribute("href", target.pathname + target.search);
        });
        window.dash_clientside.set_props(STORES[button.dataset.view], {data: query});
    });

    new MutationObserver(function () {
        if (!document.getElementById("norms")) { asked = null; }
        mark();
    }).observe(document.documentElement, {childList: true, subtree: true, attributes: true, attributeFilter: ["data-for"]});
})();
