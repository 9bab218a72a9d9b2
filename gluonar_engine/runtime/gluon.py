"""Networks run by MXNet, for models that have no ONNX file yet; importing this loads MXNet."""

from gluonar_engine.backend import context, mx, place
from gluonar_engine.models import get_model
from gluonar_engine.models.paramsfile import read_params


class GluonNetwork:
    """A network of the zoo with weights from a ``.params`` file; ``runs_on`` is its ``devices.Place``."""

    def __init__(self, architecture, params_file, device=None):
        self._ctx, self.runs_on = context(device), place(device)
        self._net = get_model(architecture)
        read_params(params_file)  # refuses what MXNet's own reader would trust
        self._net.load_parameters(str(params_file), ctx=self._ctx)
        self._net.hybridize(static_alloc=True)

    def __call__(self, batch):
        """(batch, n_samples) float32 -> the network's output."""
        return self._net(mx.nd.array(batch, ctx=self._ctx)).asnumpy()
