/* Sending photos and files as soon as they are chosen, on top of a form that also works without it.
 *
 * form[data-upload][data-upload-url][data-max-bytes]  with input[type=file], ul[data-upload-list],
 *     template[data-upload-row] holding [data-name] [data-state] progress [data-thumb] button[data-remove],
 *     [data-hint] with [data-hint-words] button[data-hint-again] button[data-hint-send],
 *     button[data-upload-done] (data-text-done), p[data-upload-signal] and the sentences
 *     data-text-{waiting,sending,received,refused,too-large,signed-out,still-sending,dark,blurred,answer}
 * A photo that portal.look (send-look.js) doubts waits for the person: taken again, or sent as it is.
 * Each file is one POST: the form's other fields, `upload_key` (the same on every try), `position`, `page` (the file).
 * The answer is JSON {page, name, received: "Received 10:41", thumb?, remove?} or, for a file that will never do,
 * 4xx with {error: "words"}. No answer, 408, 425, 429 and 5xx: tried again after 0, 3, 5, 10, 20 seconds and so on.
 */
"use strict";
(() => {
  const WAITS = [0, 3, 5, 10, 20];
  const LARGE_BYTES = 1.5e6;
  const LONG_SIDE = 2000;

  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  /** A large JPEG or PNG as a smaller JPEG; anything that cannot be read here goes as it is. */
  async function shrink(file) {
    if (file.size < LARGE_BYTES || !/^image\/(jpeg|png)$/.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return blob && blob.size < file.size ? blob : file;
    } catch {
      return file;
    }
  }

  /** One try. Resolves to {status, told}; status 0 means that no answer came. */
  function post(url, body, onProgress) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.setRequestHeader("Accept", "application/json");
      request.timeout = 180000;
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      request.onloadend = () => {
        let told = {};
        try {
          told = JSON.parse(request.responseText);
        } catch {
          // an answer from something in between: the status alone decides
        }
        done({ status: request.status, told });
      };
      request.send(body);
    });
  }

  /** Waits, or goes on at once when the network comes back. */
  function pause(seconds) {
    return new Promise((done) => {
      setTimeout(done, seconds * 1000);
      addEventListener("online", done, { once: true });
    });
  }

  function mayStillWork(status) {
    return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;
  }

  class Upload {
    constructor(form) {
      this.form = form;
      this.list = form.querySelector("[data-upload-list]");
      this.signal = form.querySelector("[data-upload-signal]");
      this.done = form.querySelector("[data-upload-done]");
      this.queue = Promise.resolve();
      this.open = 0;
      this.done.textContent = this.done.dataset.textDone;
      form.addEventListener("change", (event) => event.target.type === "file" && this.take(event.target));
      form.addEventListener("submit", (event) => this.open && this.holdBack(event), true);
      addEventListener("beforeunload", (event) => this.open && (event.preventDefault(), (event.returnValue = "")));
    }

    words(name) {
      return this.form.dataset[`text${name}`] || "";
    }

    /** Done was pressed too early: nothing is lost, the person hears why. */
    holdBack(event) {
      if (event.submitter && event.submitter !== this.done) return;
      event.preventDefault();
      event.stopPropagation();
      const doubtful = this.list.querySelector(".is-doubtful [data-hint-send]");
      portal.announce(this.words(doubtful ? "Answer" : "StillSending"));
      if (doubtful) doubtful.focus();
    }

    take(input) {
      const files = [...input.files];
      input.value = "";
      files.forEach((file) => {
        const row = this.addRow(file.name);
        const position = this.list.children.length;
        this.count(1);
        const wanted = this.look(file, row, input);
        this.queue = this.queue
          .then(() => wanted)
          .then((isWanted) => (isWanted ? this.deliver(file, row, position) : row.remove()))
          .finally(() => this.count(-1));
      });
    }

    /** Whether to send a photo: at once, or, where it is dark or not sharp, as the person says. */
    async look(file, row, input) {
      const doubt = portal.look ? await portal.look(file) : "";
      const words = doubt && this.words(doubt === "dark" ? "Dark" : "Blurred");
      if (!words) return true;
      const hint = row.querySelector("[data-hint]");
      hint.querySelector("[data-hint-words]").textContent = words;
      hint.hidden = false;
      row.classList.add("is-doubtful");
      row.scrollIntoView({ block: "nearest" });
      return new Promise((answer) => {
        const end = (isWanted) => {
          hint.remove();
          row.classList.remove("is-doubtful");
          answer(isWanted);
        };
        hint.querySelector("[data-hint-send]").addEventListener("click", () => end(true));
        hint.querySelector("[data-hint-again]").addEventListener("click", () => {
          end(false);
          input.focus();
          input.click(); // the camera, or the choice of files, whichever it came from
        });
      });
    }

    count(change) {
      this.open += change;
      this.done.setAttribute("aria-disabled", String(this.open > 0));
    }

    addRow(name) {
      const row = this.form.querySelector("template[data-upload-row]").content.firstElementChild.cloneNode(true);
      row.querySelector("[data-name]").textContent = name;
      this.say(row, this.words("Waiting"));
      this.list.append(row);
      return row;
    }

    say(row, text) {
      row.querySelector("[data-state]").textContent = text;
    }

    async deliver(file, row, position) {
      const bar = row.querySelector("progress");
      const body = new FormData(this.form);
      this.form.querySelectorAll("input[type=file]").forEach((input) => body.delete(input.name));
      const blob = await shrink(file);
      if (blob.size > Number(this.form.dataset.maxBytes)) return this.refuse(row, this.words("TooLarge"));
      body.append("upload_key", newKey());
      body.append("position", position);
      body.append("page", blob, file.name);
      for (let attempt = 0; ; attempt++) {
        await pause(WAITS[Math.min(attempt, WAITS.length - 1)]);
        const { status, told } = await post(this.form.dataset.uploadUrl, body, (share) => {
          bar.value = share;
          this.say(row, `${this.words("Sending")} ${Math.round(share * 100)} %`);
        });
        this.signal.hidden = !mayStillWork(status);
        if (status >= 200 && status < 300 && told.received) return this.receive(row, told);
        if (status === 401) return this.refuse(row, this.words("SignedOut"));
        if (!mayStillWork(status)) return this.refuse(row, told.error || this.words("Refused"));
      }
    }

    receive(row, told) {
      row.classList.add("is-received");
      row.querySelector("progress").remove();
      this.say(row, told.received);
      const thumb = row.querySelector("[data-thumb]");
      if (told.thumb) [thumb.src, thumb.hidden] = [told.thumb, false];
      const remove = row.querySelector("[data-remove]");
      if (told.remove) [remove.formAction, remove.hidden] = [told.remove, false];
      portal.heard();
      portal.announce(`${row.querySelector("[data-name]").textContent}: ${told.received}`);
    }

    refuse(row, words) {
      row.classList.add("is-refused");
      row.querySelector("progress").remove();
      this.say(row, words);
      portal.announce(words);
    }
  }

  document.querySelectorAll("form[data-upload]").forEach((form) => new Upload(form));
})();
