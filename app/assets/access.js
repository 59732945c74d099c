/* What the server could not do just now is said over the page in its own sentence, until it can.
   Nothing is lost by it: the address is the state of the page. */
(function () {
    "use strict";

    const AGAIN_MILLISECONDS = 3000, SHOWN_MILLISECONDS = 8000;
    const LOGIN = "/login", LIVES = "/health", READY = "/ready", DRAWS = "/_dash-update-component";
    const SAID = [403, 413, 429, 500, 503];
    const fetched = window.fetch.bind(window);
    let place = null, text = null, hiding = 0, asking = 0;

    function words(name) {
        const page = document.getElementById("page-words");
        return (page && page.getAttribute("data-" + name)) || "";
    }

    function made() {
        place = document.createElement("div");
        text = document.createElement("p");
        const close = document.createElement("button");
        place.className = "told";
        place.setAttribute("role", "status");
        close.className = "button";
        close.textContent = words("hide");
        close.addEventListener("click", hide);
        place.append(text, close);
        document.body.append(place);
    }

    function hide() {
        if (!place) { return; }
        const isHeld = place.contains(document.activeElement), main = document.getElementById("main");
        place.hidden = true;
        if (isHeld && main) { main.focus({preventScroll: true}); }
    }

    function say(sentence, stays) {
        document.dispatchEvent(new CustomEvent("tirkeu:failed"));
        if (!sentence) { return; }
        if (!place || !place.isConnected) { made(); }
        window.clearTimeout(hiding);
        text.textContent = sentence;
        place.hidden = false;
        if (!stays) { hiding = window.setTimeout(hide, SHOWN_MILLISECONDS); }
    }

    /* Ask until it answers again, then say so; a page that could not be drawn is drawn. */
    function wait(path) {
        if (asking) { return; }
        asking = window.setInterval(function () {
            fetched(path, {cache: "no-store"}).then(function (answer) {
                if (!answer.ok) { throw new Error(String(answer.status)); }
                return answer.json();
            }).then(function (told) {
                if (path === READY && !told.database) { return; }
                window.clearInterval(asking);
                asking = 0;
                if (document.querySelector("[data-away]")) { window.location.reload(); } else { say(words("back"), false); }
            }).catch(function () { /* not yet */ });
        }, AGAIN_MILLISECONDS);
    }

    function toLogin() {
        const here = window.location.pathname + window.location.search;
        window.location.assign(LOGIN + "?next=" + encodeURIComponent(here));
    }

    function isSaid(answer) {
        return SAID.includes(answer.status) && (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    }

    /* What stands between may refuse in words of its own, and then nothing is drawn any more. */
    function miss(answer) {
        if (answer.ok || !answer.url.includes(DRAWS)) { return; }
        const isGone = answer.status >= 500;
        say(isGone ? words("offline") : "", isGone);
        if (isGone) { wait(LIVES); }
    }

    function hear(answer) {
        if (answer.status === 401) { toLogin(); return; }
        if (!isSaid(answer)) { miss(answer); return; }
        const isAway = answer.status === 503;
        answer.clone().text().then(function (sentence) { say(sentence, isAway); });
        if (isAway) { wait(READY); }
    }

    window.fetch = function (asked, how) {
        return fetched(asked, how).then(function (answer) {
            hear(answer);
            return answer;
        }, function (problem) {
            if (!problem || problem.name !== "AbortError") {
                say(words("offline"), true);
                wait(LIVES);
            }
            throw problem;
        });
    };

    document.addEventListener("click", function (event) {
        if (event.target.closest("[data-act=again]")) { window.location.reload(); }
    });

    function look() {
        if (document.querySelector("[data-away]")) { wait(READY); }
    }

    new MutationObserver(look).observe(document, {childList: true, subtree: true});
    look();
})();
