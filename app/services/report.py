"""A report as what it says: sections of words, figures, tables and pictures.  How it is set on paper is elsewhere.

Whoever has a result makes a ``Report`` of it: its own sections first, then ``about_the_model`` and ``limits``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from app.glossary import IN_REPORTS, TERMS
from app.version import NAME, VERSION
from gluonar_engine.modelcard import COHORT_FILE, ONNX_FILE, PARAMS_FILE

_FILES = {ONNX_FILE: "network", PARAMS_FILE: "weights for training", COHORT_FILE: "cohort"}
LIMITS = (
    "A voice is not a fingerprint. The comparison supports or does not support a conclusion; by itself it proves "
    "nothing about who is speaking, and it is not for passwords or access.",
    "Recordings that were played back, edited or made by a synthesiser can imitate a person. Nothing in this program "
    "detects them reliably.",
    "The ratio compares this speaker with other people in general. Close relatives, and people chosen because they "
    "sound alike, are more similar than that.",
    "Another microphone, a telephone line, noise, illness, emotion, whispering or years in between change a voice. "
    "They can make the same speaker look like another one.",
    "The ratio was calibrated on the recordings that the model's card names. For other kinds of recordings it is an "
    "estimate; a calibration on recordings of the kind in question is better.",
    "How likely it is beforehand that it is the speaker is not in the ratio. Whoever decides has to weigh both.",
)


@dataclass(frozen=True)
class Words:
    """A paragraph; ``tone`` is "", "muted", "supports", "rejects" or "unsure"."""

    text: str
    tone: str = ""
    is_large: bool = False


@dataclass(frozen=True)
class Facts:
    """(name, value) pairs, one a line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """``notes[i]``, where there is one, goes below row i over its whole width."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """A PNG, ``width`` being its share of the page's width."""

    png: bytes
    caption: str = ""
    width: float = 1.0


@dataclass(frozen=True, eq=False)
class Section:
    title: str
    parts: tuple


@dataclass(frozen=True, eq=False)
class Report:
    title: str
    sections: tuple[Section, ...]
    made_at: datetime

    @property
    def made_by(self):
        return f"{NAME} {VERSION}"


def new_report(title, *sections) -> Report:
    return Report(title, sections, datetime.now(UTC))


def about_the_model(model_id, manifest=None, network_sha256=None) -> Section:
    """Which model it was; ``manifest`` is of the model now in use, and told where it is the same one."""
    rows = [("Model", model_id)]
    if manifest is None or manifest.model_id != model_id:
        rows += [("sha256 of its network", network_sha256 or "not kept")]
        return Section("Model", (Facts(tuple(rows)), Words("It is not the model that is in use now.", "muted")))
    digests = manifest.sha256 | ({ONNX_FILE: network_sha256} if network_sha256 else {})
    rows += [(f"sha256 of its {_FILES.get(name, name)}", digest) for name, digest in digests.items()]
    rows.append(("Network", f"{manifest.architecture}, {manifest.dim} numbers a voice, {manifest.sample_rate:,} Hz"))
    calibration = manifest.calibration
    calibrated = f"LLR = {calibration.scale:.4g} × score + ({calibration.offset:.4g})" if calibration else "never"
    rows.append(("Calibration", calibrated))
    return Section("Model", (Facts(tuple(rows)), Words("Its card (README.md beside it) tells how often it errs.")))


def limits(*more) -> Section:
    """What the method cannot do, after what is special to the case."""
    return Section("Limits of the method", (Bullets((*more, *LIMITS)),))


def terms(keys=IN_REPORTS) -> Section:
    """Those of the glossary."""
    return Section("Terms", (Facts(tuple(TERMS[key] for key in keys)),))


def png_of(draw, *arguments, **options) -> bytes:
    """What a function of ``gluonar_engine.viz`` draws; ``draw(*arguments, file, **options)``."""
    file = BytesIO()
    draw(*arguments, file, **options)
    return file.getvalue()


def moment(time: datetime | str) -> str:
    """A point in time (ISO 8601 in UTC) by this computer's clock, with its distance from UTC."""
    time = datetime.fromisoformat(time) if isinstance(time, str) else time
    return f"{time.astimezone():%Y-%m-%d %H:%M (UTC%z)}"
