/* Looks at a photo before it is sent, on the phone itself: is it too dark, or not sharp?
 *
 * portal.look(file) resolves to "dark", "blurred" or ""; "" also for whatever cannot be read here.
 * It is a hint and never a refusal: the person may send the photo all the same.
 *
 * Dark: even the brightest tenth, which on a photo of a paper is the paper, is dim.
 * Blurred: where there is something to see, neighbouring pixels differ too little for how much the place differs as a
 * whole. Blank paper and an even table have nothing to see and are left out.
 */
"use strict";
(() => {
  const SIDE = 1200; // pixels of the longer side that is looked at
  const TILE = 40; // pixels of a place's side
  const DIM = 80; // of 255: brightness
  const SOME_CONTRAST = 150; // variance of brightness in a place with something to see
  const ENOUGH_PLACES = 8;
  const SHARP = 0.06;

  /** The brightness of each pixel of a picture made smaller. */
  function brightness(picture) {
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const { data: dots, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    const grey = new Uint8Array(width * height);
    for (let at = 0; at < grey.length; at++) {
      grey[at] = (dots[4 * at] * 54 + dots[4 * at + 1] * 183 + dots[4 * at + 2] * 19) >> 8;
    }
    return { grey, width, height };
  }

  /** The brightness that a tenth of all pixels reach. */
  function bright({ grey }) {
    const counts = new Uint32Array(256);
    for (const value of grey) counts[value]++;
    let left = grey.length / 10;
    for (let value = 255; value > 0; value--) {
      left -= counts[value];
      if (left <= 0) return value;
    }
    return 0;
  }

  /** How sharp a place is, or -1 where nothing is to be seen. */
  function sharpnessAt({ grey, width }, left, top) {
    let sum = 0;
    let squares = 0;
    let edges = 0;
    for (let y = top; y < top + TILE; y++) {
      for (let x = left; x < left + TILE; x++) {
        const at = y * width + x;
        const value = grey[at];
        const edge = 4 * value - grey[at - 1] - grey[at + 1] - grey[at - width] - grey[at + width];
        sum += value;
        squares += value * value;
        edges += edge * edge;
      }
    }
    const mean = sum / TILE ** 2;
    const contrast = squares / TILE ** 2 - mean * mean;
    return contrast < SOME_CONTRAST ? -1 : edges / TILE ** 2 / contrast;
  }

  /** How sharp the sharper places are; null where too little is to be seen. */
  function sharpness(seen) {
    const found = [];
    for (let y = 1; y + TILE < seen.height; y += TILE) {
      for (let x = 1; x + TILE < seen.width; x += TILE) found.push(sharpnessAt(seen, x, y));
    }
    const places = found.filter((value) => value >= 0).sort((a, b) => a - b);
    return places.length < ENOUGH_PLACES ? null : places[Math.floor(places.length * 0.75)];
  }

  async function look(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return "";
    try {
      const picture = await createImageBitmap(file);
      const seen = brightness(picture);
      picture.close();
      if (bright(seen) < DIM) return "dark";
      const sharp = sharpness(seen);
      return sharp !== null && sharp < SHARP ? "blurred" : "";
    } catch {
      return ""; // a kind that this browser does not show: the portal looks at it
    }
  }

  globalThis.portal = Object.assign(globalThis.portal || {}, { look });
})();
