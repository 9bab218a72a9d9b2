"""Lists of trials in text files: what is scored, what is refused, and what is only left out."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.evaluation import evaluate_list
from app.services.list_trials import score_list
from app.services.trials import Reason
from gluonar_engine.data.audio import encode_flac
from gluonar_engine.vad import voice_of
from tests.app.fake_model import FakeEncoder, fake_cohort
from tests.app.samples import takes_of


@pytest.fixture
def trial_list(tmp_path):
    """Two voices, two recordings each: all six pairs."""
    for voice in ("Alba", "Bruno"):
        for number, take in enumerate(takes_of(voice, "test")):
            (tmp_path / f"{voice}{number}.flac").write_bytes(encode_flac(take.waveform))
    path = tmp_path / "trials.txt"
    path.write_text(
        "1 Alba0.flac Alba1.flac\n1 Bruno0.flac Bruno1.flac\n\n"
        + "".join(f"0 Alba{left}.flac Bruno{right}.flac\r\n" for left in (0, 1) for right in (0, 1))
    )
    return path


def add_line(trial_list, line):
    trial_list.write_text(trial_list.read_text() + line + "\n")


def test_list_is_evaluated_and_each_file_embedded_once(trial_list, models):
    seen = []
    evaluation = evaluate_list(trial_list, None, [models.encoder()], lambda *done: seen.append(done))
    metrics = evaluation.models[0].metrics
    assert (metrics.n_target, metrics.n_impostor, evaluation.trials.n_recordings) == (2, 4, 4)
    assert metrics.eer == 0.0
    assert models.encoder().n_embedded == 4
    assert seen[:4] == [("files", n, 4) for n in (1, 2, 3, 4)]
    assert seen[-1] == ("draws", 200, 200)


def test_scores_of_a_list_are_cosines(trial_list, models):
    trials, (scores,) = score_list(trial_list, trial_list.parent, [models.encoder()])
    embed = models.encoder().embed
    alba, bruno = ([embed(voice_of(t.waveform)) for t in takes_of(voice, "test")] for voice in ("Alba", "Bruno"))
    expected = [alba[0] @ alba[1], bruno[0] @ bruno[1], *(left @ right for left in alba for right in bruno)]
    assert scores == pytest.approx(expected, abs=1e-6)
    assert trials.is_target.tolist() == [True, True, False, False, False, False]


def test_scores_with_a_cohort_are_the_scorers_own_pairs(trial_list, rng):
    """More trials than are scored at a time, in any order, are those of the plain way."""
    names = [f"{voice}{number}.flac" for voice in ("Alba", "Bruno") for number in (0, 1)]
    pairs = rng.integers(0, 4, (9_000, 2))
    lines = (f"{int(names[a][0] == names[b][0])} {names[a]} {names[b]}" for a, b in pairs)
    trial_list.write_text("\n".join(lines))
    encoder = FakeEncoder(cohort=fake_cohort())
    _, (scores,) = score_list(trial_list, None, [encoder])
    takes = [take for voice in ("Alba", "Bruno") for take in takes_of(voice, "test")]
    embeddings = np.stack([encoder.embed(voice_of(take.waveform)) for take in takes])
    np.testing.assert_allclose(scores, encoder.scorer.pairs(*(embeddings[side] for side in pairs.T)), atol=1e-6)


def test_files_that_target_trials_link_are_one_speakers(trial_list, models):
    trials, _ = score_list(trial_list, None, [models.encoder()])
    same = trials.speakers[:, 0] == trials.speakers[:, 1]
    np.testing.assert_array_equal(same, trials.is_target)
    assert len(np.unique(trials.speakers)) == 2
    speech_s = {name: take.quality.speech_s for voice in ("Alba", "Bruno") for name, take in named(voice)}
    assert trials.speech_s[0] == min(speech_s["Alba0.flac"], speech_s["Alba1.flac"])


def named(voice):
    return [(f"{voice}{number}.flac", take) for number, take in enumerate(takes_of(voice, "test"))]


WRONG_LINES = [
    ("1 Alba0.flac", "Line 8 of “trials.txt”: “1 Alba0.flac” is not a trial."),
    ("2 Alba0.flac Alba1.flac", "Line 8 of “trials.txt”: “2 Alba0.flac Alba1.flac” is not a trial."),
    ("1 Alba0.flac nobody.wav", "Line 8 of “trials.txt”: There is no file “nobody.wav”"),
]
BAD_FILES = [
    ("1 Alba0.flac trials.txt", "Line 8 of “trials.txt”: “trials.txt” is not a sound file"),
    ("1 Alba0.flac click.flac", "Line 8 of “trials.txt”: “click.flac” is too short"),
]


@pytest.mark.parametrize("evaluate", [evaluate_list, score_list])
@pytest.mark.parametrize(("line", "sentence"), WRONG_LINES)
def test_wrong_line_is_told_by_its_number(trial_list, models, evaluate, line, sentence):
    add_line(trial_list, line)
    with pytest.raises(UserError) as caught:
        evaluate(trial_list, None, [models.encoder()])
    assert caught.value.notice.title.startswith(sentence)
    assert models.encoder().n_embedded == 0


@pytest.mark.parametrize(("line", "sentence"), BAD_FILES)
def test_recording_that_cannot_be_used_is_told_or_left_out(trial_list, models, line, sentence):
    """A calibration wants all of its trials; an evaluation goes on, and says what it went without."""
    (trial_list.parent / "click.flac").write_bytes(encode_flac(np.full(1_000, 0.1)))
    models.encoder().embed = _refusing_short(models.encoder().embed)
    add_line(trial_list, line)
    with pytest.raises(UserError) as caught:
        score_list(trial_list, None, [models.encoder()])
    assert caught.value.notice.title.startswith(sentence)
    trials = evaluate_list(trial_list, None, [models.encoder()]).trials
    assert len(trials) == 6
    (left_out,) = trials.left_out
    assert (left_out.reason, left_out.n) == (Reason.UNUSABLE, 1)
    name = line.split()[2]
    assert left_out.details[0].startswith(f"{name}: “{name}” is ")


def _refusing_short(embed):
    def embed_or_refuse(waveform):
        if len(waveform) < 3_200:
            raise ValueError("too short")
        return embed(waveform)

    return embed_or_refuse


def test_list_without_a_usable_kind_of_trials_is_told(trial_list, models):
    for name in ("Alba0.flac", "Bruno0.flac"):
        (trial_list.parent / name).write_text("no sound")
    with pytest.raises(UserError, match="Too few recordings of “trials.txt” can be used: 2 of 4 not. “Alba0.flac” is"):
        evaluate_list(trial_list, None, [models.encoder()])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"1 Alba0.flac Alba1.flac\n", "1 of the 1 trials in “trials.txt” are of the same speaker."),
        (b"", "0 of the 0 trials"),
        (b"\xff\xfe\x00", "cannot be read: it is not a text"),
    ],
)
def test_list_that_shows_nothing_is_told(trial_list, models, content, sentence):
    trial_list.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        evaluate_list(trial_list, None, [models.encoder()])


def test_missing_list_is_told(tmp_path, models):
    with pytest.raises(UserError, match="cannot be read: No such file or directory"):
        evaluate_list(tmp_path / "nowhere.txt", None, [models.encoder()])


def test_nothing_is_told_of_a_list_that_is_whole(trial_list, models):
    assert score_list(trial_list, None, [models.encoder()], keep_going=True)[0].left_out == ()
