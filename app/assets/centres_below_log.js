/* Sends a ticket log of the Centres page and says in words how far it is; the fit comes back as a
   key, which goes into the address. */
(function () {
    "use strict";

    const tell = window.tirkeu.tellCentres;

    function say(text, isWrong) {
        const place = document.getElementById("centres-log-state");
        if (!place) { return; }
        place.setAttribute("role", isWrong ? "alert" : "status");
        place.className = isWrong ? "small centres-wrong" : "small";
        place.textContent = text;
    }

    function send(input) {
        const file = input.files[0], form = input.closest(".centres-send");
        input.value = "";
        if (!file) { return; }
        const words = JSON.parse(form.dataset.words);
        if (file.size > Number(form.dataset.most)) { say(words.large, true); return; }
        const share = new Intl.NumberFormat(form.dataset.language, {style: "percent"});
        const call = new XMLHttpRequest();
        call.open("POST", "/centres/log?lang=" + form.dataset.language);
        call.setRequestHeader("X-Requested-With", "tirkeu");
        call.setRequestHeader("Content-Type", "text/csv");
        call.upload.addEventListener("progress", function (event) {
            if (event.lengthComputable) { say(words.sending.replace("{share}", share.format(event.loaded / event.total))); }
        });
        call.upload.addEventListener("load", function () { say(words.reading); });
        call.addEventListener("error", function () { say(words.failed, true); });
        call.addEventListener("load", function () {
            let answer = {};
            try { answer = JSON.parse(call.responseText); } catch (_problem) { answer = {}; }
            if (call.status === 200 && answer.key) { say(""); tell("fitted", answer.key); } else { say(answer.said || words.failed, true); }
        });
        say(words.sending.replace("{share}", share.format(0)));
        call.send(file);
    }

    document.addEventListener("change", function (event) {
        if (event.target.id === "centres-log-file") { send(event.target); }
    });
})();
