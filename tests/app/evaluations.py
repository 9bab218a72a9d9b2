"""Made-up trials and what two models make of them, for tests of what is around an evaluation."""

from types import SimpleNamespace

import numpy as np

from app.services.evaluation import evaluate
from app.services.trials import LeftOut, Reason, Trials
from gluonar_engine.scoring import UNCALIBRATED, Calibration, Scorer

LEFT_OUT = (
    LeftOut(Reason.UNUSABLE, 3, ("bad.wav: “bad.wav” is not a sound file that can be read.",)),
    LeftOut(Reason.CONSENT_ENDED, 1, ("Dmitri",)),
)


def made_up_trials(rng, n=1200, n_target=300, n_speakers=12, left_out=()):
    is_target = np.arange(n) < n_target
    speakers = rng.integers(0, n_speakers, (n, 2))
    speakers[is_target, 1] = speakers[is_target, 0]
    speakers[~is_target, 1] = (speakers[~is_target, 0] + rng.integers(1, n_speakers, n - n_target)) % n_speakers
    names = tuple(f"Speaker {number}" for number in range(n_speakers))
    return Trials(
        source="trials.txt", references=names, tests=names, pairs=speakers, is_target=is_target, speakers=speakers,
        speech_s=rng.choice([1.0, 3.0, 9.0], n), is_doubtful=np.arange(n) % 10 == 0, n_recordings=n_speakers,
        left_out=left_out,
    )  # fmt: skip


def made_up_scores(rng, trials, distance=0.2):
    return np.where(trials.is_target, 0.25 + distance, 0.25) + rng.normal(0, 0.1, len(trials))


def model_of(model_id, calibration=None):
    """As much of an encoder as an evaluation looks at once the trials are scored."""
    calibration = Calibration(20.0, -7.0) if calibration is None else calibration
    return SimpleNamespace(model_id=model_id, calibration=calibration, scorer=Scorer())


def made_up_evaluation(rng, n_models=1, *, is_calibrated=True, **options):
    """The second model is a little better than the first."""
    trials = made_up_trials(rng, **options)
    scores = [made_up_scores(rng, trials, distance) for distance in (0.2, 0.25)[:n_models]]
    calibration = None if is_calibrated else UNCALIBRATED
    models = [model_of(f"model-{number}", calibration) for number in range(1, n_models + 1)]
    return evaluate(trials, scores, models)
