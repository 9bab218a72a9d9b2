"""Cosines, and cosines normalised against a cohort."""

from dataclasses import astuple

import numpy as np
import pytest

from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import COHORT_FILE, Manifest, read_cohort, read_manifest, sha256_of, write_cohort
from gluonar_engine.scoring import (
    UNCALIBRATED,
    Cohort,
    Normalization,
    Scorer,
    cosine,
    fit_calibration,
    fit_normalization,
    normalize,
)

DIM = 16
WEIGHTS = Normalization(nearest_mean=0.7, nearest_deviation=1.3, mean=-0.4, deviation=0.2)


@pytest.fixture
def voices(rng):
    return normalize(rng.normal(size=(40, DIM)))


@pytest.fixture
def cohort(rng):
    return Cohort(normalize(rng.normal(size=(200, DIM))), n_nearest=20)


def plain_score(left, right, centres, n_nearest):
    """The formula as it is stated, one trial at a time."""
    usual = []
    for voice in (left, right):
        nearest = sorted((float(voice @ centre) for centre in centres), reverse=True)[:n_nearest]
        everybody = [float(voice @ centre) for centre in centres]
        statistics = np.mean(nearest), np.std(nearest), np.mean(everybody), np.std(everybody)
        usual.append(sum(weight * each for weight, each in zip((0.7, 1.3, -0.4, 0.2), statistics, strict=True)))
    return float(left @ right) - sum(usual) / 2


def test_worked_example():
    """Nearest of (1, 0): 1 and 0, mean 0.5, deviation 0.5; of (0.6, 0.8): 0.8 and 0.6, mean 0.7, deviation 0.1.

    All of (1, 0): 1, 0 and -1, mean 0; of (0.6, 0.8): 0.6, 0.8 and -0.6, mean 0.8 / 3.
    """
    cohort = Cohort([[1, 0], [0, 1], [-1, 0]], n_nearest=2)
    statistics = cohort.statistics([[1, 0], [0.6, 0.8]])
    np.testing.assert_allclose(statistics[:3], [[0.5, 0.7], [0.5, 0.1], [0.0, 0.8 / 3]], atol=1e-6)
    np.testing.assert_allclose(statistics[3, 0], np.sqrt(2 / 3), atol=1e-6)
    normalization = Normalization(nearest_mean=0.5, nearest_deviation=2.0, mean=3.0)
    found = Scorer(cohort, normalization).score([[1, 0]], [0.6, 0.8])
    usual = 0.5 * 0.5 + 2 * 0.5 + 3 * 0.0, 0.5 * 0.7 + 2 * 0.1 + 3 * 0.8 / 3
    assert found.score == pytest.approx(0.6 - 0.5 * sum(usual), abs=1e-6)
    assert found.cosine == pytest.approx(0.6)


def test_matches_the_formula(voices, cohort):
    scores = Scorer(cohort, WEIGHTS).pairs(voices[:20], voices[20:])
    expected = [plain_score(*pair, cohort.centres, 20) for pair in zip(voices[:20], voices[20:], strict=True)]
    np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-4)


def test_both_sides_count_alike(voices, cohort):
    scorer = Scorer(cohort, WEIGHTS)
    np.testing.assert_allclose(
        scorer.pairs(voices[:20], voices[20:]), scorer.pairs(voices[20:], voices[:20]), atol=1e-5
    )


def test_many_at_once_score_as_one_by_one(voices, cohort, monkeypatch):
    monkeypatch.setattr("gluonar_engine.scoring._N_ROWS", 7)
    scorer, probe = Scorer(cohort, WEIGHTS), voices[0]
    together, cosines = scorer.against(voices[1:], probe)
    alone = [scorer.score(voices[i : i + 1], probe) for i in range(1, len(voices))]
    np.testing.assert_allclose(together, [each.score for each in alone], atol=1e-4)
    np.testing.assert_allclose(cosines, [each.cosine for each in alone], atol=1e-6)
    np.testing.assert_allclose(together, scorer.pairs(voices[1:], np.tile(probe, (39, 1))), atol=1e-4)


def test_speaker_scores_the_mean_over_the_takes(voices, cohort):
    found = Scorer(cohort).score(voices[:5], voices[5])
    assert found.score == pytest.approx(found.take_scores.mean())
    assert found.cosine == pytest.approx(found.take_cosines.mean())
    np.testing.assert_allclose(found.take_cosines, cosine(voices[:5], voices[5]), atol=1e-6)


def test_without_a_cohort_the_score_is_the_cosine(voices):
    scorer = Scorer()
    found = scorer.score(voices[:5], voices[5])
    assert not scorer.is_normalized
    assert found.score == found.cosine
    np.testing.assert_array_equal(scorer.pairs(voices[:20], voices[20:]), cosine(voices[:20], voices[20:]))


def test_voice_that_many_are_alike_needs_a_larger_cosine(rng):
    crowd = np.array([1.0] + [0.0] * (DIM - 1))
    centres = np.vstack([normalize(crowd + 0.2 * rng.normal(size=(60, DIM))), normalize(rng.normal(size=(60, DIM)))])
    lonely = -crowd
    scorer = Scorer(Cohort(centres))
    ordinary, rare = (
        scorer.score([voice], normalize(voice + 0.2 * rng.normal(size=DIM))).score for voice in (crowd, lonely)
    )
    assert rare > ordinary + 0.2


def test_fit_finds_the_weights_that_made_the_trials(rng):
    """Kinds drawn with the log-odds 8 * (cosine - usual) + 1."""
    cosines, statistics = rng.normal(0.3, 0.3, 60_000), rng.normal(0.2, 0.15, (4, 60_000))
    made_by = Normalization(0.5, 2.0, -1.0, 0.2)
    log_odds = 8 * (cosines - made_by.usual(statistics)) + 1
    is_target = rng.random(60_000) < 1 / (1 + np.exp(-log_odds))
    normalization, calibration = fit_normalization(cosines, statistics, is_target)
    np.testing.assert_allclose(astuple(normalization), astuple(made_by), atol=0.1)
    assert calibration.scale == pytest.approx(8, rel=0.05)
    prior_log_odds = np.log(is_target.mean() / (1 - is_target.mean()))
    assert calibration.offset == pytest.approx(1 - prior_log_odds, abs=0.2)


def test_fit_without_anything_to_weigh_is_the_plain_calibration(rng):
    is_target = np.arange(2000) % 2 == 0
    cosines = rng.normal(np.where(is_target, 0.6, 0.2), 0.2)
    normalization, calibration = fit_normalization(cosines, np.full((4, 2000), 0.3), is_target)
    assert astuple(normalization) == pytest.approx((0.0, 0.0, 0.0, 0.0))
    expected = fit_calibration(cosines, is_target)
    assert (calibration.scale, calibration.offset) == pytest.approx((expected.scale, expected.offset))


def test_no_trials_have_no_scores(cohort):
    nothing = np.zeros((0, DIM), np.float32)
    assert Scorer(cohort).pairs(nothing, nothing).shape == (0,)


def test_cohort_of_copies_still_gives_finite_scores(voices):
    scorer = Scorer(Cohort(np.tile(voices[:1], (60, 1))))
    assert np.isfinite(scorer.pairs(voices[:20], voices[20:])).all()


def test_small_cohort_is_used_whole(voices, cohort):
    few = Cohort(cohort.centres[:10])
    cosines = voices @ few.centres.T
    expected = [cosines.mean(axis=1), cosines.std(axis=1)] * 2
    np.testing.assert_allclose(few.statistics(voices), expected, atol=1e-6)


@pytest.mark.parametrize(
    ("centres", "message"),
    [
        (np.ones(3), "got \\(3,\\)"),
        (np.eye(3)[:1], "two centres or more, got \\(1, 3\\)"),
        (2 * np.eye(3), "unit length"),
        (np.full((3, 3), np.nan), "unit length"),
        (np.zeros((3, 3)), "unit length"),
    ],
)
def test_what_is_no_cohort_is_refused(centres, message):
    with pytest.raises(ValueError, match=message):
        Cohort(centres)


@pytest.fixture
def folder(tmp_path, cohort):
    """A model folder with a cohort, whose network is never run."""
    (tmp_path / "network.onnx").write_bytes(b"weights")
    write_cohort(tmp_path, cohort.centres)
    describe(tmp_path)
    return tmp_path


def describe(folder, *, dim=DIM, files=("network.onnx", COHORT_FILE)):
    digests = {file: sha256_of(folder / file) for file in files}
    Manifest("test-1", "none", dim, 16_000, None, digests, normalization=WEIGHTS).write(folder)


def test_cohort_is_read_as_written_but_for_its_last_bits(folder, cohort):
    manifest = read_manifest(folder)
    assert manifest.has_cohort and manifest.normalization == WEIGHTS
    np.testing.assert_allclose(read_cohort(folder, manifest).centres, cohort.centres, atol=1e-3)
    assert (folder / COHORT_FILE).stat().st_size < 200 * DIM * 2 + 200


def test_32_bit_centres_are_taken_as_well(folder, cohort):
    np.save(folder / COHORT_FILE, cohort.centres)
    describe(folder)
    np.testing.assert_allclose(read_cohort(folder, read_manifest(folder)).centres, cohort.centres, atol=1e-7)


def test_model_without_a_cohort_has_none(folder):
    (folder / COHORT_FILE).unlink()
    describe(folder, files=("network.onnx",))
    assert read_cohort(folder, read_manifest(folder)) is None
    assert not SpeakerEncoder(read_manifest(folder), None).scorer.is_normalized


def test_changed_cohort_is_refused(folder):
    (folder / COHORT_FILE).write_bytes((folder / COHORT_FILE).read_bytes() + b"\0")
    with pytest.raises(ValueError, match="cohort.npy is missing or is not the file"):
        SpeakerEncoder.load(folder)


def test_cohort_that_the_manifest_does_not_name_is_refused(folder):
    describe(folder, files=("network.onnx",))
    with pytest.raises(ValueError, match="cohort.npy is not named in model.json"):
        SpeakerEncoder.load(folder)


def test_cohort_for_other_embeddings_is_refused(folder):
    describe(folder, dim=DIM + 1)
    with pytest.raises(ValueError, match="centres of 16 numbers, embeddings have 17"):
        SpeakerEncoder.load(folder)


def pickled(path, centres):
    np.save(path, np.array([print, centres], dtype=object), allow_pickle=True)


def cut_off(path, centres):
    np.save(path, centres)
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize(
    "spoil",
    [
        pickled,
        cut_off,
        lambda path, centres: path.write_bytes(centres.dumps()),
        lambda path, centres: path.write_bytes(b""),
        lambda path, centres: np.save(path, centres.astype(np.float64)),
        lambda path, centres: np.save(path, centres.astype(np.complex64)),
        lambda path, centres: np.save(path, 2 * centres),
        lambda path, centres: np.savez(path.open("wb"), centres=centres),
    ],
)
def test_what_holds_no_cohort_is_refused(folder, cohort, spoil):
    spoil(folder / COHORT_FILE, cohort.centres)
    describe(folder)
    with pytest.raises(ValueError, match="cohort.npy holds no cohort"):
        SpeakerEncoder.load(folder)


def test_cohort_changes_no_embedding_and_no_id(folder, cohort, rng):
    manifest = read_manifest(folder)
    waveform = rng.normal(0, 0.1, 16_000).astype(np.float32)
    plain, normalized = (
        SpeakerEncoder(manifest, lambda batch: batch[:, :DIM], cohort=each) for each in (None, cohort)
    )
    np.testing.assert_array_equal(plain.embed(waveform), normalized.embed(waveform))
    assert plain.model_id == normalized.model_id
    assert normalized.scorer.is_normalized and normalized.calibration is UNCALIBRATED


def test_takes_made_ready_score_as_they_are(voices, cohort):
    for scorer in (Scorer(), Scorer(cohort)):
        ready = scorer.prepare(3 * voices[1:])
        for actual, expected in zip(
            scorer.against(ready, voices[0]), scorer.against(voices[1:], voices[0]), strict=True
        ):
            np.testing.assert_allclose(actual, expected, atol=1e-5)
        some = scorer.against(ready.of([4, 7]), voices[0])[0]
        np.testing.assert_allclose(some, scorer.against(ready, voices[0])[0][[4, 7]], atol=1e-5)


def test_several_voices_at_once_score_as_one_by_one(voices, cohort):
    scorer = Scorer(cohort)
    together = scorer.against(voices[5:], voices[:5])
    assert [each.shape for each in together] == [(5, 35), (5, 35)]
    for row, voice in enumerate(voices[:5]):
        for actual, expected in zip(together, scorer.against(voices[5:], voice), strict=True):
            np.testing.assert_allclose(actual[row], expected, atol=1e-5)
