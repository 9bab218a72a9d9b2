"""What the user may choose on the Settings page, and what holds while nothing is chosen.  Plain values."""

from dataclasses import dataclass

from app.consent_terms import PURPOSES

SYSTEM = "system"  # as the desktop has it
THEMES = (SYSTEM, "light", "dark")
LANGUAGES = (SYSTEM, "en", "zh_CN")
TEXT_SIZES = (100, 110, 125, 150, 175, 200)  # percent
DEVICES = ("auto", "cpu", "cuda")  # as the engine names them
CONSENT_DAYS = (0, 30, 365, 5 * 365)  # 0: until it is withdrawn


@dataclass(frozen=True)
class Preferences:
    """``microphone`` and ``loudspeaker`` are names, empty for the system's own choice."""

    theme: str = SYSTEM
    language: str = SYSTEM
    text_size: int = 100
    microphone: str = ""
    loudspeaker: str = ""
    counts_down: bool = True
    consent_purpose: str = PURPOSES[0]
    consent_days: int = 0
    device: str = DEVICES[0]


_ALLOWED = {
    "theme": THEMES,
    "language": LANGUAGES,
    "text_size": TEXT_SIZES,
    "consent_purpose": PURPOSES,
    "consent_days": CONSENT_DAYS,
    "device": DEVICES,
}


def is_sensible(name, value) -> bool:
    """Whether the preference ``name`` may have this value."""
    is_kind = type(value) is type(getattr(Preferences(), name))
    return is_kind and (name not in _ALLOWED or value in _ALLOWED[name])
