"""What the program talks about: takes, speakers, trials and verdicts.  Plain values, no behaviour of their own."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

import numpy as np

MIN_SPEECH_S = 1.0  # of an enrollment, in all its takes together: as much as a verdict needs


@dataclass(frozen=True)
class Quality:
    """How usable a recording is.  ``snr_db`` is None where there is no speech, or no pause, to measure it from;
    ``bandwidth_hz``, up to where its speech reaches, where there is no speech, or nobody measured it yet."""

    duration_s: float
    speech_s: float
    snr_db: float | None
    clipped_fraction: float
    peak_db: float  # dB relative to full scale
    bandwidth_hz: float | None = None

    @property
    def is_clipped(self):
        return self.clipped_fraction > 0.001


@dataclass(frozen=True, eq=False)
class Take:
    """One recording at hand, not yet stored: mono float32 at 16 kHz on the 16-bit grid, as an array or (from a file,
    which may be long) a ``LazyWaveform``.

    ``source`` says where it comes from (a file name, or the microphone's name); ``warnings`` are whole sentences
    about what is wrong with it but does not forbid its use ("2.1 s are missing at the end of “a.mp3”.").
    """

    waveform: np.ndarray
    source: str
    quality: Quality
    warnings: tuple[str, ...] = ()
    file_sha256: str | None = None  # of the file it was read from
    activity: tuple[np.ndarray, np.ndarray] | None = None  # its ``vad.mask_and_power``, where that is known


@dataclass(frozen=True)
class Rating:
    """How good a take is to enroll from: 0 to 5 ``stars``, and in ``reason``, a sentence, what costs most of them.

    ``agreement`` is its mean score with the speaker's other takes; None where there are none to compare it with.
    """

    stars: int
    reason: str
    agreement: float | None = None
    is_other_voice: bool = False


class StrengthLevel(Enum):
    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


@dataclass(frozen=True)
class Strength:
    """How good a speaker's model is as a whole; ``advice`` says what lifts it ("add 4 s of speech"), if anything."""

    level: StrengthLevel
    advice: str = ""


@dataclass(frozen=True)
class Consent:
    """What a speaker agreed to, in the very words of ``text``, and who (``operator``) asked them.

    ``expires_on`` is the last day it holds (ISO 8601), None until it is withdrawn.  ``given_at`` (ISO 8601, UTC) is
    when it was stored, None before.
    """

    purpose: str
    text: str
    text_version: str
    operator: str
    expires_on: str | None = None
    given_at: str | None = None

    def has_expired(self, today: date) -> bool:
        return self.expires_on is not None and date.fromisoformat(self.expires_on) < today


@dataclass(frozen=True, slots=True)
class Speaker:
    """``last_used_at``: when a recording was last compared with this speaker, or this one came out as the best."""

    id: int
    name: str
    created_at: str  # ISO 8601, UTC
    n_takes: int
    speech_s: float
    notes: str = ""
    tags: tuple[str, ...] = ()
    last_used_at: str | None = None


@dataclass(frozen=True)
class TemplateSet:
    """What one model made of a speaker's takes; ``created_at`` is of the newest, None where it was not noted."""

    model_id: str
    n_takes: int
    created_at: str | None


@dataclass(frozen=True)
class Recording:
    """A stored take, without its audio (the store hands the FLAC bytes out separately)."""

    id: int
    speaker_id: int
    source: str
    created_at: str
    quality: Quality
    pcm_sha256: str = ""  # of its 16-bit samples


class Verdict(Enum):
    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does not support"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class OperatingPoint:
    """Where "supports" begins: at a natural log-likelihood ratio of ``llr``.

    The other three are what it follows from (``services.operating_point``), or None where it was chosen directly.
    The default, 0, is for both answers equally likely beforehand and both errors equally costly.
    """

    llr: float = 0.0
    prior: float | None = None
    cost_miss: float | None = None
    cost_false_accept: float | None = None


@dataclass(frozen=True)
class Decision:
    """A score against the operating point, and what follows from it.

    ``score``, the mean over the speaker's takes, and ``threshold`` are in one unit: cosines above what is usual where
    the model normalises its scores (``gluonar_engine.scoring.Scorer``), else cosines.  ``cosine`` is the mean cosine.
    ``llr`` is the calibrated natural log-likelihood ratio of "same speaker" against "another speaker", and
    ``llr_threshold`` that of the operating point.  ``reason`` is one sentence.  A model that is not calibrated has no
    threshold, and a ratio of 1 (``llr`` 0) whatever the score.
    """

    verdict: Verdict
    score: float
    cosine: float
    is_normalized: bool
    threshold: float | None
    llr: float
    verbal: str
    reason: str
    llr_threshold: float = 0.0


@dataclass(frozen=True)
class Verification:
    """``suspicions``: what the experimental check has signs of, "loudspeaker" and "synthesizer"."""

    speaker: Speaker
    decision: Decision
    quality: Quality
    take_scores: tuple[float, ...]  # against each enrolled take, oldest first
    take_cosines: tuple[float, ...]
    model_id: str
    suspicions: tuple[str, ...] = ()
    trial_id: int | None = None  # of the answer in the history, once it was logged


@dataclass(frozen=True)
class Interim:
    """An answer while somebody still speaks; ``verification`` is None while there is too little speech to compare."""

    quality: Quality
    verification: Verification | None


@dataclass(frozen=True)
class WindowScore:
    """How a window of a recording compares with a speaker; scores of so little speech are less reliable."""

    start_s: float
    end_s: float
    score: float
    llr: float


@dataclass(frozen=True)
class Stretch:
    """A part of a recording that supports the other answer than the verdict on the whole does."""

    start_s: float
    end_s: float
    supports: bool  # the speaker; else another one


@dataclass(frozen=True)
class Evidence:
    """What an answer rests on, for a report about it; what is None was not kept by the version that answered.

    The hashes are of the recording's 16-bit samples, of its file, of the model's network, and of the samples of the
    takes that it was compared with, oldest first.  ``operator`` is who was logged in.
    """

    quality: Quality | None = None
    pcm_sha256: str | None = None
    file_sha256: str | None = None
    network_sha256: str | None = None
    take_sha256: tuple[str, ...] = ()
    program_version: str | None = None
    operator: str | None = None


@dataclass(frozen=True)
class Trial:
    """A question once asked, and its answer; ``kind`` is "verify" or "identify" (then the speaker is the best one).

    What is None was not kept by the version of the program that answered, or does not apply.
    """

    id: int
    created_at: str
    kind: str
    speaker_id: int
    speaker_name: str
    source: str
    model_id: str
    score: float
    llr: float
    verdict: Verdict
    cosine: float | None = None
    is_normalized: bool | None = None
    threshold: float | None = None
    operating_point: OperatingPoint | None = None
    speech_s: float | None = None
    snr_db: float | None = None
    reason: str = ""
    take_scores: tuple[float, ...] = ()
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class Candidate:
    speaker: Speaker
    score: float
    cosine: float
    llr: float


@dataclass(frozen=True)
class LeftOut:
    """A speaker with whom nothing was compared: their consent ended after ``expires_on`` (ISO 8601)."""

    name: str
    expires_on: str


@dataclass(frozen=True)
class Stranger:
    """Somebody who is not enrolled, as a candidate: ``n_above`` of the others are more likely than they.

    ``score`` is that of the operating point ``llr``; None for a model that is not calibrated.
    """

    score: float | None
    llr: float
    n_above: int
    reason: str


@dataclass(frozen=True)
class Identification:
    """Ranked candidates, best first; ``decision`` is about the best of them, "unknown" being its rejection.

    ``margin`` is the best score minus the runner-up's; None with fewer than two speakers.  ``left_out`` are the
    speakers with whom nothing was compared.
    """

    candidates: tuple[Candidate, ...]
    stranger: Stranger
    decision: Decision
    margin: float | None
    quality: Quality
    model_id: str
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Segment:
    """A stretch of a conversation with one voice in it; ``decision`` is about ``speaker``, the most similar one."""

    start_s: float
    end_s: float
    speaker: Speaker
    decision: Decision


@dataclass(frozen=True)
class Timeline:
    """Who speaks when in a recording, in its order; ``compared`` are the speakers who were looked for, ``left_out``
    those with whom nothing was compared."""

    segments: tuple[Segment, ...]
    compared: tuple[Speaker, ...]
    quality: Quality
    source: str
    model_id: str
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Heard:
    """A conversation while it goes on: its latest ``segments``, of which the last ones may yet change.

    ``now`` is the segment of who speaks now; None in a pause, and while that cannot be told yet (``is_speaking``).
    """

    heard_s: float
    segments: tuple[Segment, ...]
    now: Segment | None
    is_speaking: bool
