"""The languages the portal knows: their names, direction and plurals (screens.md, section 8)."""

from dataclasses import dataclass

from portal.policy.plurals import PluralRule


@dataclass(frozen=True)
class LocaleSpec:
    """One language. `babel` is the CLDR name, `folder` the catalog's, `plural` gettext's rule.

    `tier` 1 has screens and letters, 2 letters as its translators get to them, 3 a line of the
    language-help sheet; 0 is for tests alone. Where CLDR does not know the language, `babel` lends
    the patterns of times, and dates are numbers.
    """

    tag: str
    own_name: str
    english_name: str
    babel: str
    direction: str = "ltr"
    plurals: int = 2
    plural: str = "n != 1"
    tier: int = 1
    is_in_cldr: bool = True

    @property
    def folder(self) -> str:
        """The name of this language's folder under translations/."""
        return FOLDERS.get(self.tag, self.tag.replace("-", "_"))

    @property
    def rule(self) -> PluralRule:
        """How this language counts."""
        return PluralRule(self.plurals, self.plural)


_SLAVIC = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
_ARABIC = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"


def _without_cldr(tag: str, own_name: str, english_name: str, *, tier: int) -> LocaleSpec:
    # Hmong in Roman letters, Karen and Mien have no plural forms.
    return LocaleSpec(
        tag, own_name, english_name, "en_US", plurals=1, plural="0", tier=tier, is_in_cldr=False
    )


FOLDERS = {"tl": "fil", "hmn": "hmn"}

_SPECS = (
    LocaleSpec("en", "English", "English", "en_US"),
    LocaleSpec("es", "Español", "Spanish", "es_US"),
    LocaleSpec("vi", "Tiếng Việt", "Vietnamese", "vi", plurals=1, plural="0"),
    LocaleSpec("ru", "Русский", "Russian", "ru", plurals=3, plural=_SLAVIC),
    LocaleSpec("zh-Hant", "繁體中文", "Chinese (traditional)", "zh_Hant", plurals=1, plural="0"),
    LocaleSpec("zh-Hans", "简体中文", "Chinese (simplified)", "zh_Hans", plurals=1, plural="0"),
    LocaleSpec("ko", "한국어", "Korean", "ko", plurals=1, plural="0"),
    LocaleSpec("km", "ភាសាខ្មែរ", "Khmer", "km", plurals=1, plural="0"),
    LocaleSpec("lo", "ພາສາລາວ", "Lao", "lo", plurals=1, plural="0"),
    LocaleSpec("so", "Soomaali", "Somali", "so"),
    LocaleSpec("ar", "العربية", "Arabic", "ar", "rtl", 6, _ARABIC),
    LocaleSpec("uk", "Українська", "Ukrainian", "uk", plurals=3, plural=_SLAVIC, tier=2),
    LocaleSpec("fa", "فارسی", "Farsi", "fa", "rtl", 2, "n > 1", 2),
    LocaleSpec("hy", "Հայերեն", "Armenian", "hy", plural="n > 1", tier=2),
    LocaleSpec("tl", "Tagalog/Filipino", "Tagalog/Filipino", "fil", plural="n > 1", tier=2),
    LocaleSpec("pa", "ਪੰਜਾਬੀ", "Punjabi", "pa", plural="n > 1", tier=2),
    LocaleSpec("am", "አማርኛ", "Amharic", "am", plural="n > 1", tier=2),
    LocaleSpec("om", "Afaan Oromoo", "Oromo", "om", tier=2),
    LocaleSpec("my", "မြန်မာ", "Burmese", "my", plurals=1, plural="0", tier=2),
    _without_cldr("hmn", "Hmoob", "Hmong", tier=2),
    _without_cldr("ksw", "ကညီကျိာ်", "Karen", tier=2),
    LocaleSpec("fr", "Français", "French", "fr", plural="n > 1", tier=3),
    LocaleSpec("ja", "日本語", "Japanese", "ja", plurals=1, plural="0", tier=3),
    LocaleSpec("pt", "Português", "Portuguese", "pt", tier=3),
    _without_cldr("ium", "Mienh", "Mien", tier=3),
    LocaleSpec("syr", "ܣܘܪܝܬ", "Assyrian", "syr", "rtl", tier=3),
    # For tests alone: accents and 40 % more text, and everything mirrored.
    LocaleSpec("en-XA", "[Ëñĝļíšĥ]", "Pseudo-English", "en_US", tier=0),
    LocaleSpec("ar-XB", "[Mirrored]", "Mirrored English", "en_US", "rtl", tier=0),
)

LOCALES = {spec.tag: spec for spec in _SPECS}
PSEUDO = ("en-XA", "ar-XB")
