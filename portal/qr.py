"""QR codes as SVG, for letters and for setting up an authenticator app."""

import zxingcpp


def qr_svg(text: str, *, scale: int = 1) -> str:
    """A QR code with its quiet zone as an <svg> element, `scale` pixels a module; a quarter of it
    may be soiled or folded. Same text, same element; nothing of the text is read as markup."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn: str = code.to_svg(scale=scale)
    return drawn[drawn.index("<svg") :]
