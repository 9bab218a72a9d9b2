"""Networks by name."""

from dataclasses import replace

from gluonar_engine.modelcard import DEFAULT_MODEL, PARAMS_FILE, read_manifest
from gluonar_engine.models.resnet import ResNetSpec, SpeakerResNet
from gluonar_engine.models.vox import VoxRes18

_SPECS = {
    "resnet18": ResNetSpec((2, 2, 2, 2), (32, 64, 128, 256)),
    "resnet34": ResNetSpec((3, 4, 6, 3), (32, 64, 128, 256)),
    # Strides from the first layer on: about four times cheaper, so that two cores can train it.
    # Channels are multiples of 16, the width of oneDNN's blocks: others are copied between layouts at each step.
    "resnet18_early": ResNetSpec((2, 2, 2, 2), (32, 64, 96, 160), stem_stride=2, n_bands=64),
    "sinc_resnet18": ResNetSpec((2, 2, 2, 2), (32, 64, 96, 160), stem_stride=2, n_bands=64, front="sinc"),
}
_VOX = "vox_res18"


def get_model_list():
    """The known names, sorted."""
    return sorted([*_SPECS, _VOX])


def get_model(name, *, pretrained=False, pooling=None, dim=None, **kwargs):
    """The network ``name``, not initialised unless ``pretrained``.

    Parameters
    ----------
    name : str
        One of ``get_model_list()``.
    pretrained : bool
        Load the shipped weights, after checking their sha256; only the default model's network has some.
    pooling : "statistics" or "average"
        Over time; None is the network's own.
    dim : int
        Length of an embedding; None is the network's own.

    Raises
    ------
    ValueError
        For an unknown name (the message lists the known ones), or weights that are not shipped.
    """
    if name not in get_model_list():
        raise ValueError(f"unknown model {name!r}, known are {', '.join(get_model_list())}")
    changes = {key: value for key, value in (("pooling", pooling), ("dim", dim)) if value is not None}
    if name == _VOX:
        if changes or pretrained:
            raise ValueError(f"{_VOX} has one form, and its weights are not shipped: see VoxRes18.load_published")
        return VoxRes18(**kwargs)
    net = SpeakerResNet(replace(_SPECS[name], **changes), **kwargs)
    if pretrained:
        _load_shipped(net, name, changes)
    return net


def _load_shipped(net, name, changes):
    manifest = read_manifest(DEFAULT_MODEL)
    if name != manifest.architecture or changes:
        raise ValueError(f"only {manifest.architecture} as it is has shipped weights, got {name} with {changes}")
    net.load_parameters(str(DEFAULT_MODEL / PARAMS_FILE))
