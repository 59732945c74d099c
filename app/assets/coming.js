/* Says at once that a page is coming: its entry in the navigation is marked with the click, and
   what takes longer than a moment gets a quiet bar at the top. */
(function () {
    "use strict";
    const LONGEST_MILLISECONDS = 30000;
    let bar = null, said = null, replaced = null, timer = 0;

    function words() { return document.getElementById("page-words"); }

    function made() {
        bar = document.createElement("div");
        said = document.createElement("span");
        bar.className = "coming";
        bar.hidden = true;
        said.className = "visually-hidden";
        said.setAttribute("role", "status");
        bar.append(document.createElement("i"));
        document.body.append(bar, said);
    }

    function entries() { return Array.from(document.querySelectorAll("#navigation a")); }

    function mark(path) {
        entries().forEach(function (entry) {
            if (new URL(entry.href).pathname === path) { entry.setAttribute("aria-busy", "true"); } else { entry.removeAttribute("aria-busy"); }
        });
    }

    /* `isOther`: whether it is another page than the one that is shown. */
    function coming(path, isOther) {
        if (!bar) { made(); }
        replaced = words();
        bar.hidden = false;
        said.textContent = isOther && replaced ? replaced.dataset.coming : "";
        if (isOther) { mark(path); }
        window.clearTimeout(timer);
        timer = window.setTimeout(gone, LONGEST_MILLISECONDS);
    }

    function gone() {
        replaced = null;
        window.clearTimeout(timer);
        if (!bar) { return; }
        bar.hidden = true;
        said.textContent = "";
        mark(null);
    }

    new MutationObserver(function () {
        const here = words();
        if (replaced && here && here !== replaced) { gone(); }
    }).observe(document.documentElement, {childList: true, subtree: true});
    document.addEventListener("tirkeu:failed", gone);

    window.tirkeu = Object.assign(window.tirkeu || {}, {coming: coming});
})();
