"""Prints the deployed resources as JSON, and extracts the functions' code below a given folder."""

import base64
import hashlib
import io
import json
import os
import re
import sys
import urllib.parse
import zipfile
from typing import Any

import boto3


def functions(folder: str) -> list[dict[str, Any]]:
    client = boto3.client("lambda")
    names = [each["FunctionName"] for each in client.list_functions()["Functions"]]
    return [function(client.get_function(FunctionName=name), folder) for name in names]


def function(deployed: Any, folder: str) -> dict[str, Any]:
    """Reads the code from the CDK's bucket, as Lambda does, and checks its digest and modes."""
    configuration = deployed["Configuration"]
    _, _, _, region, account, _, name = configuration["FunctionArn"].split(":")[:7]
    key = os.path.basename(urllib.parse.urlparse(deployed["Code"]["Location"]).path)
    bucket = f"cdk-hnb659fds-assets-{account}-{region}"
    code = boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    if base64.b64encode(hashlib.sha256(code).digest()).decode() != configuration["CodeSha256"]:
        raise ValueError(f"{name}: the code is not what was deployed")
    package = zipfile.ZipFile(io.BytesIO(code))
    for file in package.infolist():
        if file.external_attr >> 16 & 0o777 != 0o644:
            raise ValueError(f"{name}: Lambda's own user cannot read {file.filename}")
    package.extractall(os.path.join(folder, name))
    return {
        "arn": configuration["FunctionArn"],
        "bundle": os.path.join(folder, name, "index.mjs"),
        "environment": configuration.get("Environment", {}).get("Variables", {}),
    }


def routes() -> list[dict[str, str]]:
    client = boto3.client("apigateway")
    return [
        {"method": method, "path": resource["path"], "functionArn": function_arn(details["methodIntegration"]["uri"])}
        for api in client.get_rest_apis()["items"]
        for resource in client.get_resources(restApiId=api["id"], embed=["methods"])["items"]
        for method, details in resource.get("resourceMethods", {}).items()
    ]


def function_arn(integration_uri: str) -> str:
    """Returns the ARN of the function behind an integration, also if that names an alias."""
    found = re.search(r"/functions/((?:[^:/]+:){6}[^:/]+)", integration_uri)
    if found is None:
        raise ValueError(f"no function in {integration_uri}")
    return found[1]


def queues() -> list[dict[str, str]]:
    mappings = boto3.client("lambda").list_event_source_mappings()["EventSourceMappings"]
    sqs = boto3.client("sqs")
    return [
        {
            "url": sqs.get_queue_url(QueueName=each["EventSourceArn"].split(":")[-1])["QueueUrl"],
            "functionArn": each["FunctionArn"],
        }
        for each in mappings
    ]


print(
    json.dumps(
        {
            "functions": functions(sys.argv[1]),
            "routes": routes(),
            "queues": queues(),
            "logRole": boto3.client("apigateway").get_account().get("cloudwatchRoleArn"),
        }
    )
)
