"""Whitening and cluster centres from a population of speakers, and the model that gets them."""

from types import SimpleNamespace

import numpy as np
import pytest

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.data.audio import pcm_to_waveform, waveform_to_pcm
from gluonar_engine.data.corpus import Corpus
from gluonar_engine.data.sampling import Partition
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.models import get_model
from gluonar_engine.scoring import cosine, normalize
from gluonar_engine.training import release
from gluonar_engine.training.config import TrainingConfig
from gluonar_engine.training.population import class_means, cluster_centers, whitening
from gluonar_engine.training.validation import embed_all


def test_whitened_recordings_of_a_class_differ_alike_in_all_directions(rng):
    class_of = np.repeat(np.arange(60), 20)
    spread = np.array([5.0, 1.0, 0.2, 1.0])
    embeddings = rng.normal(size=(60, 4))[class_of] + spread * rng.normal(size=(1200, 4))
    matrix = whitening(embeddings, class_of, 60, shrinkage=0.0)
    residue = (embeddings - class_means(embeddings, class_of, 60)[class_of]) @ matrix
    np.testing.assert_allclose(np.cov(residue.T), np.eye(4), atol=1e-9)


def test_shrinkage_leaves_some_of_the_difference(rng):
    class_of = np.repeat(np.arange(60), 20)
    embeddings = np.array([5.0, 1.0]) * rng.normal(size=(1200, 2))
    spreads = [
        np.linalg.cond(np.cov((embeddings @ whitening(embeddings, class_of, 60, shrinkage=share)).T))
        for share in (0.0, 0.3, 1.0)
    ]
    assert spreads[0] < 1.1 < 2 < spreads[1] < spreads[2]


def test_classes_of_one_recording_tell_nothing(rng):
    np.testing.assert_array_equal(whitening(rng.normal(size=(5, 3)), np.arange(5), 5), np.eye(3))


def test_centres_are_found_and_none_is_one_person(rng):
    groups = normalize(rng.normal(size=(6, 16)))
    people = normalize(np.repeat(groups, 20, axis=0) + 0.05 * rng.normal(size=(120, 16)))
    loner = normalize(-groups.sum(axis=0))
    centers = cluster_centers(np.vstack([people, loner]), 12)
    np.testing.assert_allclose(np.linalg.norm(centers, axis=1), 1.0, atol=1e-6)
    assert cosine(groups[:, np.newaxis], centers).max(axis=1).min() > 0.97
    assert cosine(loner, centers).max() < 0.9


def test_few_speakers_make_few_centres(rng):
    assert len(cluster_centers(normalize(rng.normal(size=(7, 4))), 400)) <= 2


@pytest.fixture
def trained():
    """What a training on 24 made speakers with two short recordings each leaves: a network, and what it is from."""
    rng = np.random.default_rng(8)
    times = np.arange(SAMPLE_RATE * 3 // 5) / SAMPLE_RATE
    hums = [np.sin(2 * np.pi * (80 + 9 * (i // 2)) * times * k) / k for i in range(48) for k in (1, 2, 3)]
    pcm = waveform_to_pcm(0.2 * np.concatenate([np.sum(hums[3 * i : 3 * i + 3], axis=0) for i in range(48)]))
    noisy = pcm + rng.integers(-400, 400, len(pcm)).astype(np.int16)
    corpus = Corpus(
        noisy, np.arange(49) * len(times), np.arange(48) // 2, np.ones(48), [f"s{i}" for i in range(24)], [], []
    )
    net = get_model("resnet18_early")
    net.initialize(mx.init.MSRAPrelu(slope=0))
    net(mx.nd.zeros((1, SAMPLE_RATE)))
    partition = Partition(np.arange(48), np.arange(48) // 2, 24, np.zeros(0, int))
    sampler = SimpleNamespace(corpus=corpus, partition=partition)
    return SimpleNamespace(net=net, ctx=mx.cpu(), sampler=sampler, config=TrainingConfig())


def embedded(training):
    corpus = training.sampler.corpus
    return embed_all(training.net, [pcm_to_waveform(corpus.recording(i)) for i in range(len(corpus))], training.ctx)


def test_release_whitens_the_network_and_keeps_its_cohort(trained, tmp_path, monkeypatch):
    monkeypatch.setattr(release, "_LEAST_SPEAKERS", 20)
    monkeypatch.setattr(release, "_N_CLUSTERS", 4)
    before = embedded(trained)
    release.release(trained, None, tmp_path, name="tiny")
    after = embedded(trained)
    expected = normalize(before @ whitening(before, np.arange(48) // 2, 24))
    np.testing.assert_allclose(after, expected, atol=1e-4)
    encoder = SpeakerEncoder.load(tmp_path)
    assert encoder.scorer.is_normalized
    np.testing.assert_allclose(
        encoder.embed(pcm_to_waveform(trained.sampler.corpus.recording(5))), after[5], atol=1e-4
    )


def test_few_speakers_leave_the_network_as_it_was(trained, tmp_path):
    before = embedded(trained)
    release.release(trained, None, tmp_path, name="tiny")
    np.testing.assert_array_equal(embedded(trained), before)
    assert not SpeakerEncoder.load(tmp_path).scorer.is_normalized
