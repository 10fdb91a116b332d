"""Runs the functions of custom resources and receives their answers at the ResponseURL."""

import http.server
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from typing import Any

from moto.awslambda import lambda_backends
from moto.cloudformation.custom_model import CustomModel

SANDBOX_PROCESS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sandbox-process.ts")


def register() -> None:
    CustomModel.create_from_cloudformation_json = classmethod(_create)  # type: ignore[method-assign,assignment]


def _create(
    cls: Any, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
) -> CustomModel:
    """Invokes the resource's function as CloudFormation does. Fails unless it answers SUCCESS."""
    properties, logical_id = cloudformation_json["Properties"], kwargs["LogicalId"]
    with _AnswerServer() as server:
        event = {
            "RequestType": "Create",
            "ServiceToken": properties["ServiceToken"],
            "ResponseURL": f"http://127.0.0.1:{server.server_port}/",
            "StackId": kwargs["StackId"],
            "RequestId": f"{logical_id}-create",
            "LogicalResourceId": logical_id,
            "ResourceType": kwargs["ResourceType"],
            "ResourceProperties": properties,
        }
        function = lambda_backends[account_id][region_name].get_function(properties["ServiceToken"])
        _run(function, event)
    if server.answer.get("Status") != "SUCCESS":
        raise ValueError(f"custom resource {logical_id}: {server.answer.get('Reason', 'no answer')}")
    resource = CustomModel(region_name, event["RequestId"], logical_id, server.answer["PhysicalResourceId"])
    resource.set_data(server.answer.get("Data") or {})
    return resource


class _AnswerServer(http.server.HTTPServer):
    """Receives the answer that a function puts to the ResponseURL."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _AnswerHandler)
        self.answer: dict[str, Any] = {}

    def __enter__(self) -> "_AnswerServer":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args: Any) -> None:
        self.shutdown()
        self.server_close()


class _AnswerHandler(http.server.BaseHTTPRequestHandler):
    server: _AnswerServer

    def do_PUT(self) -> None:  # noqa: N802, the name that http.server asks for
        self.server.answer = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


def _run(function: Any, event: dict[str, Any]) -> None:
    """Runs a function's code once, in a process of its own."""
    passed_on = ("PATH", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(function.code_bytes)).extractall(folder)
        done = subprocess.run(
            [os.environ["NODE"], SANDBOX_PROCESS, os.path.join(folder, "index.mjs")],
            input=json.dumps(event),
            env={**{name: os.environ[name] for name in passed_on}, **function.environment_vars},
            capture_output=True,
            text=True,
            timeout=int(function.timeout),
        )
    sys.stderr.write(f"{function.function_name}: {done.stdout}{done.stderr}\n")
