"""What a training is made of: corpus, augmentation, batches, the loop."""

import numpy as np
import pytest

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import encode_flac
from gluonar_engine.data.augment import Augmenter, add_noise, feature_masks, microphone_response, room_response
from gluonar_engine.data.codecs import CODECS, round_trip
from gluonar_engine.data.corpus import build_corpus, change_speed
from gluonar_engine.data.sampling import BatchSampler, Partition, split_speakers
from gluonar_engine.losses import get_loss_list
from gluonar_engine.training.config import TrainingConfig
from gluonar_engine.training.loop import Training
from gluonar_engine.training.session import class_directions
from gluonar_engine.training.validation import held_out_trials


def test_corpus_knows_speakers_and_skips_openly(voices, tmp_path):
    extra = tmp_path / "data" / "someone"
    extra.mkdir(parents=True)
    (extra / "good.flac").write_bytes((voices / "a/speaker0/0.flac").read_bytes())
    (extra / "short.flac").write_bytes(encode_flac(np.full(800, 0.1)))
    (extra / "broken.wav").write_text("not a recording")
    corpus = build_corpus(tmp_path / "data", tmp_path / "cache", speeds=[1.0, 1.25])
    assert corpus.speakers == ["someone"]
    np.testing.assert_allclose(corpus.durations_s, [1.0, 0.8], atol=0.01)
    assert {(path.split("/")[-1], reason) for path, reason in corpus.skipped} == {
        ("short.flac", "only 0.05 s"),
        ("broken.wav", "not_audio"),
    }


def test_corpus_is_read_back_from_its_cache(voices, tmp_path):
    built = build_corpus(voices, tmp_path)
    again = build_corpus(voices, tmp_path, progress=lambda *_: pytest.fail("decoded again"))
    np.testing.assert_array_equal(again.recording(4), built.recording(4))
    assert again.files == built.files


def test_a_folder_without_speakers_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no recordings in speaker folders"):
        build_corpus(tmp_path, tmp_path / "cache")


def test_speed_changes_duration_and_pitch(voices):
    times = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    faster = change_speed(np.sin(2 * np.pi * 400 * times), 1.25)
    assert len(faster) == pytest.approx(SAMPLE_RATE / 1.25, abs=2)
    assert np.abs(np.fft.rfft(faster[:12_800])).argmax() * SAMPLE_RATE / 12_800 == pytest.approx(500, abs=2)


def test_held_out_speakers_are_in_no_class(voices, tmp_path):
    corpus = build_corpus(voices, tmp_path, speeds=[1.0, 1.1])
    parts = split_speakers(corpus, 0.34, seed=1)
    assert parts.n_classes == 2 * 4
    assert len(parts.held_out) == 2 * 3
    assert not set(corpus.speaker_of[parts.held_out]) & set(corpus.speaker_of[parts.train])


def test_noise_is_mixed_at_the_asked_ratio(rng):
    signal, noise = rng.normal(0, 0.1, 16_000), rng.normal(0, 3.0, 16_000)
    added = add_noise(signal, noise, 10.0) - signal
    assert 10 * np.log10(np.mean(signal**2) / np.mean(added**2)) == pytest.approx(10.0, abs=0.01)


def test_room_keeps_the_direct_sound_first_and_decays(rng):
    response = room_response(rng, (0.5, 0.5))
    assert response[0] == 1.0
    assert np.abs(response[1:400]).mean() > 10 * np.abs(response[-400:]).mean()


def test_microphone_gain_is_positive_and_smooth(rng):
    gain_db = 20 * np.log10(microphone_response(rng, 8001))
    assert np.isfinite(gain_db).all()
    assert np.abs(np.diff(gain_db[100:])).max() < 1.0


def test_augmentation_keeps_length_and_scale_and_depends_on_the_rng_alone(rng):
    waveform = rng.normal(0, 0.1, 12_345).astype(np.float32)
    first, second = (Augmenter()(np.random.default_rng(9), waveform) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert (first.shape, first.dtype) == (waveform.shape, np.float32)
    assert np.abs(first).max() <= 1.0


@pytest.mark.parametrize(("name", "bit_rate"), [(name, rate) for name, c in CODECS.items() for rate in c.bit_rates])
def test_codecs_keep_length_and_voice_and_lose_something(rng, name, bit_rate):
    times = np.arange(20_001) / SAMPLE_RATE
    voice = sum(np.sin(2 * np.pi * 140 * k * times) / k for k in range(1, 12)) * (0.6 + 0.4 * np.sin(20 * times))
    waveform = (0.1 * voice).astype(np.float32)
    heard = round_trip(waveform, name, bit_rate)
    assert (heard.shape, heard.dtype) == (waveform.shape, np.float32)
    assert np.abs(heard - waveform).max() > 0
    before, after = (np.abs(np.fft.rfft(signal))[: 20_001 * 3000 // SAMPLE_RATE] for signal in (waveform, heard))
    assert np.corrcoef(before, after)[0, 1] > 0.8


def test_masks_cover_stretches_of_frames_and_bands(rng):
    masks = feature_masks(rng, (200, 1, 40, 24), chance=0.5, max_frames=10, max_bands=5)
    assert set(np.unique(masks)) == {0.0, 1.0}
    is_masked = (masks == 0).any(axis=(1, 2, 3))
    assert 60 < is_masked.sum() < 140
    assert (masks == 0).all(axis=3).sum(axis=2).max() == 10
    assert (masks == 0).all(axis=2).sum(axis=2).max() == 5


def test_teacher_directions_forget_what_changes_within_a_class(rng):
    is_same = np.arange(40) // 4
    voices, moods = rng.normal(size=(10, 6)), rng.normal(size=40)
    embeddings = voices[is_same] + 5.0 * moods[:, np.newaxis] * np.eye(6)[0] + 3.0
    directions = class_directions(embeddings, Partition(np.arange(40), is_same, 10, np.zeros(0, int)))
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1.0, atol=1e-6)
    assert np.square(directions[:, 0]).mean() < np.square(directions[:, 1:]).mean()  # without it 5 times more


def test_natural_speed_is_drawn_most(voices, tmp_path):
    corpus = build_corpus(voices, tmp_path, speeds=[1.0, 0.8])
    parts = split_speakers(corpus, 0.0, seed=1)
    sampler = BatchSampler(corpus, parts, batch_size=300, crop_s=(0.1,), augment=lambda _, w: w, seed=2)
    speed_of = {label: speed for label, speed in zip(parts.class_of, corpus.speeds[parts.train], strict=True)}
    shares = np.mean([speed_of[label] == 1.0 for label in sampler.batch(0)[1]])
    assert shares == pytest.approx(1 / (1 + np.exp(np.log(0.8) / 0.2)), abs=0.1)


def test_speakers_right_under_the_root_are_compared_with_each_other(tmp_path):
    rng = np.random.default_rng(3)
    for name in ("anna", "bert", "carl"):
        (tmp_path / "data" / name).mkdir(parents=True)
        for take in range(2):
            (tmp_path / "data" / name / f"{take}.flac").write_bytes(encode_flac(0.1 * rng.normal(size=8000)))
    corpus = build_corpus(tmp_path / "data", tmp_path / "cache")
    held_out = held_out_trials(corpus, np.arange(6), seed=0)
    ((_, _, is_target),) = held_out.trials.values()
    assert (is_target.sum(), (~is_target).sum()) == (3, 12)


def test_too_few_held_out_speakers_are_told_before_training(voices, tmp_path):
    with pytest.raises(ValueError, match="1 held-out speakers give no trials to calibrate on"):
        held_out_trials(build_corpus(voices, tmp_path), np.arange(3), seed=0)


def training_on(voices, folder, *, n_steps, checkpoints, seed=2, **changes):
    corpus = build_corpus(voices, folder / "corpus")
    parts = split_speakers(corpus, 0.0, seed=1)
    settings = {"n_steps": n_steps, "batch_size": 6, "learning_rate": 1e-3, "margin": 0.1, "seed": seed, **changes}
    config = TrainingConfig(**settings)
    sampler = BatchSampler(corpus, parts, batch_size=6, crop_s=(0.5,), augment=Augmenter(), seed=seed)
    return Training(config, sampler, parts.n_classes, folder / checkpoints)


def weights(training):
    return np.concatenate([p.data().asnumpy().ravel() for p in training.net.trunk.collect_params().values()])


def test_killed_training_goes_on_to_the_same_weights(voices, tmp_path):
    losses = []
    whole = training_on(voices, tmp_path, n_steps=6, checkpoints="whole")
    whole.run(checkpoint_every=3, on_step=lambda step, loss: losses.append(loss[0]), on_checkpoint=lambda step: None)

    class Killed(Exception):
        pass

    def kill(step, _):
        if step == 4:
            raise Killed

    broken = training_on(voices, tmp_path, n_steps=6, checkpoints="broken")
    with pytest.raises(Killed):
        broken.run(checkpoint_every=3, on_step=kill, on_checkpoint=lambda step: None)
    steps = []
    resumed = training_on(voices, tmp_path, n_steps=6, checkpoints="broken")
    resumed.run(checkpoint_every=3, on_step=lambda step, _: steps.append(step), on_checkpoint=lambda step: None)
    assert steps == [4, 5, 6]
    np.testing.assert_allclose(weights(resumed), weights(whole), atol=1e-5)


def test_the_same_seed_gives_the_same_bits_and_another_others(voices, tmp_path):
    results = []
    for run, seed in enumerate((2, 2, 3)):
        training = training_on(voices, tmp_path, n_steps=3, checkpoints=f"run{run}", seed=seed)
        training.run(checkpoint_every=3, on_step=lambda *_: None, on_checkpoint=lambda step: None)
        results.append(weights(training))
    np.testing.assert_array_equal(results[0], results[1])
    assert np.abs(results[0] - results[2]).max() > 1e-3


def test_parts_of_a_batch_are_the_same_crops(voices, tmp_path):
    corpus = build_corpus(voices, tmp_path)
    sampler = BatchSampler(
        corpus, split_speakers(corpus, 0.0, seed=1), batch_size=6, crop_s=(0.3, 0.5), augment=Augmenter(), seed=2
    )
    whole, labels = sampler.batch(7)
    for part in range(3):
        crops, part_labels = sampler.batch(7, part, 3)
        np.testing.assert_array_equal(crops, whole[part::3])
        np.testing.assert_array_equal(part_labels, labels[part::3])


@pytest.mark.parametrize("loss", get_loss_list())
def test_every_loss_trains_the_network(voices, tmp_path, loss):
    falling = []
    training = training_on(voices, tmp_path, n_steps=16, checkpoints="x", loss=loss, margin=0.0, mask_chance=0.0)
    training.run(
        checkpoint_every=16, on_step=lambda step, losses: falling.append(losses[0]), on_checkpoint=lambda step: None
    )
    assert np.mean(falling[-4:]) < 0.8 * np.mean(falling[:4])
