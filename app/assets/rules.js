/* The Rules page: the search moves the address, cases are run by small requests, and an anchor
   such as #RES-10 unfolds its rule. */
(function () {
    "use strict";

    const PATH = "/rules";
    const LONGEST_SOUGHT = 100;
    const RULE = /^#((?:RES|IDC)-[0-9]{2}(?:\.[a-z_]+)?)$/;
    let reached = null;

    function at(id) { return document.getElementById(id); }
    function isHere() { return window.location.pathname === PATH; }

    /* ------------------------------------------------------------ the address */
    function search(value) {
        if (!isHere()) { return; }
        window.dash_clientside.tirkeu_letters.taken("rules-sought", value);
        const sought = (value || "").trim().slice(0, LONGEST_SOUGHT);
        const target = new URL(window.location.href);
        if ((target.searchParams.get("q") || "") === sought) { return; }
        if (sought) { target.searchParams.set("q", sought); } else { target.searchParams.delete("q"); }
        ["page", "rule"].forEach(function (name) { target.searchParams.delete(name); });
        window.dash_clientside.tirkeu.choose(target.href);
    }

    /* The quality is known: the page is shown anew. */
    function again(isMeasured) {
        if (isMeasured && isHere()) { window.location.reload(); }
    }

    /* A rule that the address names is unfolded by its parameter, and brought into sight once. */
    function reach() {
        if (!isHere()) { reached = null; }
        if (!isHere() || !at("rules-list")) { return; }
        const anchor = RULE.exec(window.location.hash);
        if (anchor) {
            const target = new URL(window.location.href);
            target.hash = "";
            target.searchParams.set("rule", anchor[1]);
            reached = null;
            window.dash_clientside.tirkeu.choose(target.href.replace(/#$/, ""));
            return;
        }
        const rule = new URLSearchParams(window.location.search).get("rule");
        if (rule === reached) { return; }
        const open = rule && document.querySelector("#rules-list li.open");
        if (rule && !open) { return; }
        reached = rule;
        if (open && !isSeen(open)) { open.scrollIntoView({block: "start"}); }
    }

    function isSeen(part) {
        const box = part.getBoundingClientRect();
        return box.top >= 56 && box.top < window.innerHeight - 160;
    }

    window.addEventListener("hashchange", reach);

    /* ------------------------------------------------------------ cases */
    document.addEventListener("click", function (event) {
        const button = event.target.closest("[data-run]");
        if (button && isHere() && !button.hasAttribute("aria-busy")) { run(button); }
    });

    function run(button) {
        const said = at(button.dataset.said), page = at("rules-page");
        const asked = new URLSearchParams({lang: document.documentElement.lang});
        if (button.dataset.run) { asked.set("rule", button.dataset.run); }
        button.setAttribute("aria-busy", "true");
        said.textContent = page.dataset.running;
        window.fetch(PATH + "/run?" + asked, {method: "POST"}).then(function (response) {
            if (!response.ok) { throw new Error(String(response.status)); }
            return response.json();
        }).then(function (told) { write(told, said); }, function () {
            said.textContent = page.dataset.lost;
        }).finally(function () { button.removeAttribute("aria-busy"); });
    }

    function write(told, said) {
        said.textContent = told.said;
        if (told.headline) { at("rules-headline").textContent = told.headline; }
        told.cases.forEach(function (ran) {
            document.querySelectorAll("[data-case='" + ran.case + "']").forEach(function (row) {
                mark(row.querySelector("[data-result] .rules-mark"), ran.passed, ran.result);
                const got = row.querySelector("[data-got]");
                if (!got) { return; }
                got.replaceChildren(part("span", ran.got));
                ran.codes.forEach(function (code) { got.append(part("code", code)); });
            });
        });
        told.rules.forEach(function (rule) {
            mark(document.querySelector(".rules-mark[data-rule='" + rule.rule + "']"), rule.passed, rule.told);
        });
    }

    /* Shape and word say it both. */
    function mark(place, isPassed, words) {
        if (!place) { return; }
        place.className = "rules-mark " + (isPassed ? "passed" : "failed");
        const shape = part("span", "");
        shape.className = "icon icon-" + (isPassed ? "check" : "cross");
        shape.setAttribute("aria-hidden", "true");
        place.replaceChildren(shape, part("span", words));
    }

    function part(tag, text) {
        const made = document.createElement(tag);
        made.textContent = text;
        return made;
    }

    new MutationObserver(reach)
        .observe(document.documentElement, {childList: true, subtree: true});

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        tirkeu_rules: {search: search, again: again},
    });
})();
