"""What executes networks.  Before any of it can load ONNX Runtime, the telemetry of that library is turned off.

Without this variable its builds look for a machine of their maker, to tell it what is computed here.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
