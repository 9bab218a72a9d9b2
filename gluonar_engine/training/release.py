"""A trained network becomes a model that the program can use: weights, ONNX file, calibration, manifest."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.data.audio import pcm_to_waveform
from gluonar_engine.devices import chosen
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.modelcard import COHORT_FILE, ONNX_FILE, PARAMS_FILE, Manifest, sha256_of, write_cohort
from gluonar_engine.runtime.export import export_onnx
from gluonar_engine.runtime.onnx import OnnxNetwork
from gluonar_engine.scoring import Cohort, normalize
from gluonar_engine.training.calibration import fit_scores
from gluonar_engine.training.population import class_means, cluster_centers, whitening
from gluonar_engine.training.validation import embed_all
from gluonar_engine.vad import voice_of

_N_CLUSTERS = 400
_LEAST_SPEAKERS = 60  # fewer say little of how voices vary
_TOLERANCE = 1e-4  # largest difference between MXNet and ONNX Runtime in an embedding


def release(training, trials, folder, *, name):
    """Write the folder of a finished ``Training``'s model; the model's id.

    The network is whitened and gets a cohort from the recordings that it was trained on, where there are enough
    speakers.  What its scores are worth is found on ``trials``; without any (None) nobody knows.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    cohort = _learn_population(training)
    dim, digests = write_network(training.net, training.ctx, folder)
    (folder / COHORT_FILE).unlink(missing_ok=True)  # of an earlier model in this folder
    if cohort is not None:
        digests[COHORT_FILE] = write_cohort(folder, cohort.centres)
    manifest = Manifest(
        model_id=f"{name}-{digests[ONNX_FILE][:8]}",
        architecture=training.config.model,
        dim=dim,
        sample_rate=SAMPLE_RATE,
        calibration=None,
        sha256=digests,
    )
    if trials is not None:
        encoder = SpeakerEncoder(manifest, OnnxNetwork(folder / ONNX_FILE, device=chosen()))
        normalization, calibration = fit_scores(encoder, cohort, trials, noise=training.sampler.augment.noise)
        manifest = replace(manifest, normalization=normalization, calibration=calibration)
    manifest.write(folder)
    return manifest.model_id


def write_network(net, ctx, folder):
    """Save a network's weights and its ONNX file in a folder; the length of its embeddings, and the files' sha256."""
    net.save_parameters(str(folder / PARAMS_FILE))
    waveform = np.random.default_rng(0).normal(0, 0.1, (2, 2 * SAMPLE_RATE)).astype(np.float32)
    embedding = net(mx.nd.array(waveform, ctx=ctx)).asnumpy()
    export_onnx(net, folder / ONNX_FILE)
    difference = np.abs(OnnxNetwork(folder / ONNX_FILE)(waveform) - embedding).max()
    if difference > _TOLERANCE:
        raise ArithmeticError(f"the ONNX file differs from the network by {difference:.1e}")
    return embedding.shape[1], {file: sha256_of(folder / file) for file in (ONNX_FILE, PARAMS_FILE)}


def _learn_population(training):
    """Whiten the network by the natural recordings that it was trained on; their ``Cohort``.

    None, and the network as it was, when they are of too few speakers.
    """
    corpus, rows = training.sampler.corpus, training.sampler.partition.train
    rows = rows[corpus.speeds[rows] == 1.0]
    speakers, speaker_of = np.unique(corpus.speaker_of[rows], return_inverse=True)
    if len(speakers) < _LEAST_SPEAKERS:
        return None
    voices = (voice_of(pcm_to_waveform(corpus.recording(row))) for row in rows)
    embeddings = embed_all(training.net, voices, training.ctx)
    matrix = whitening(embeddings, speaker_of, len(speakers))
    weight = training.net.whitening.weight
    weight.set_data(mx.nd.array(matrix.T @ weight.data(training.ctx).asnumpy()))
    whitened = normalize(embeddings @ matrix)
    centers = cluster_centers(normalize(class_means(whitened, speaker_of, len(speakers))), _N_CLUSTERS)
    return Cohort(centers) if len(centers) > 1 else None
