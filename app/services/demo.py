"""Shows the program on the sample voices, in a gallery of its own that is gone afterwards."""

import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from app.domain import Verdict
from app.errors import UserError
from app.said import said
from app.services.enrollment import EnrollmentService
from app.services.exporting import picture_file
from app.services.importing import take_from_file
from app.services.verification import VerificationService
from app.store.gallery import Gallery
from gluonar_engine.metrics import TrialMetrics, evaluate_trials

SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples"


@dataclass(frozen=True)
class Asked:
    """A test recording of ``voice``, compared with ``claimed`` (None: with everybody), and the program's answer."""

    voice: str
    source: str
    claimed: str | None
    answer: object  # Verification or Identification


@dataclass(frozen=True)
class Report:
    enrolled: tuple[str, ...]
    stranger: str
    verified: tuple[Asked, ...]
    identified: tuple[Asked, ...]
    metrics: TrialMetrics
    pictures: tuple[Path, Path]  # spectrogram, ROC


def run(models, out=None) -> Report:
    """Enroll all sample voices but the last, which plays the stranger; verify and identify every test recording.

    The pictures go to the folder ``out``, or to a new temporary one.
    """
    *enrolled, stranger = _voices()
    out = _folder(out)
    with tempfile.TemporaryDirectory(prefix="gluonar-demo-") as folder:
        gallery = Gallery(Path(folder) / "gallery.db")
        enrollment, verification = EnrollmentService(gallery, models), VerificationService(gallery, models)
        for voice in enrolled:
            enrollment.enroll(voice, _takes(voice, "enroll"))
        tests = [(voice, take) for voice in (*enrolled, stranger) for take in _takes(voice, "test")]
        verified = tuple(
            Asked(voice, take.source, claimed, verification.verify(claimed, take))
            for (voice, take), claimed in product(tests, enrolled)
        )
        identified = tuple(Asked(voice, take.source, None, verification.identify(take)) for voice, take in tests)
    metrics = evaluate_trials(
        [asked.answer.decision.score for asked in verified], [asked.voice == asked.claimed for asked in verified]
    )
    pictures = _draw(metrics, tests[0][1], out)
    return Report(tuple(enrolled), stranger, verified, identified, metrics, pictures)


def is_right(asked: Asked, enrolled) -> bool:
    """Whether the answer is the true one; "cannot tell" never is."""
    verdict = asked.answer.decision.verdict
    if asked.claimed is not None:
        return verdict is (Verdict.SUPPORTS if asked.claimed == asked.voice else Verdict.DOES_NOT_SUPPORT)
    if asked.voice not in enrolled:
        return verdict is Verdict.DOES_NOT_SUPPORT
    return verdict is Verdict.SUPPORTS and asked.answer.candidates[0].speaker.name == asked.voice


def _voices():
    voices = sorted(folder.name for folder in SAMPLES.glob("*/")) if SAMPLES.is_dir() else []
    if len(voices) < 3:
        raise UserError(
            said("The sample voices are missing from “{samples}”.", samples=SAMPLES), "Install the program again."
        )
    return voices


def _takes(voice, kind):
    return [take_from_file(path) for path in sorted((SAMPLES / voice).glob(f"{kind}-*.flac"))]


def _folder(out):
    if out is None:
        return Path(tempfile.mkdtemp(prefix="gluonar-demo-"))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        title = said("The folder “{folder}” cannot be made: {reason}.", folder=out, reason=error.strerror)
        raise UserError(title, "Choose another one.") from error
    return out


def _draw(metrics, take, out):
    from gluonar_engine.spectrogram import Spectrogram
    from gluonar_engine.viz import plot_roc, view_spec

    spectrogram = Spectrogram()
    pictures = (out / "spectrogram.png", out / "roc.png")
    with picture_file(pictures[0]):
        view_spec(spectrogram.of(take.waveform), pictures[0], hop_s=spectrogram.hop_s, max_hz=spectrogram.max_hz)
    with picture_file(pictures[1]):
        plot_roc(metrics, pictures[1])
    return pictures
