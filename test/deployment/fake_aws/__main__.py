"""A fake AWS on this machine: moto's server with additions to deploy this app.

It takes the options of `moto_server`. The variable LOG_ROLE, if set, is API Gateway's role for
logs in the account before any deployment.
"""

import os
import sys
import threading
from typing import Any

import moto.server
from moto.apigateway.models import apigateway_backends
from moto.dynamodb.models import dynamodb_backends
from moto.sqs.models import Queue

import custom_resources
import resources
import stand_ins

ACCOUNT = "123456789012"


def write_in_one_step() -> None:
    """Makes conditional writes in DynamoDB atomic. The server's threads would interleave them."""
    backend = type(dynamodb_backends[ACCOUNT][os.environ["AWS_REGION"]])
    write, one_writer = backend.update_item, threading.RLock()

    def update_item(self: Any, *args: Any, **kwargs: Any) -> Any:
        with one_writer:
            return write(self, *args, **kwargs)

    backend.update_item = update_item  # type: ignore[method-assign]


def leave_messages_in_their_queues() -> None:
    """Keeps SQS from invoking functions, since moto would start Docker. The queues are polled."""
    add_message = Queue.add_message

    def add_without_invoking(self: Any, message: Any) -> None:
        mappings, self.lambda_event_source_mappings = self.lambda_event_source_mappings, {}
        try:
            add_message(self, message)
        finally:
            self.lambda_event_source_mappings = mappings

    Queue.add_message = add_without_invoking  # type: ignore[method-assign]
    # The SDK sends its requests to a queue's URL.
    Queue.physical_resource_id = property(  # type: ignore[method-assign,assignment]
        lambda self: f"{os.environ['AWS_ENDPOINT_URL']}/{self.account_id}/{self.name}"
    )


if __name__ == "__main__":
    write_in_one_step()
    leave_messages_in_their_queues()
    resources.register()
    stand_ins.register()
    custom_resources.register()
    api_gateway = apigateway_backends[ACCOUNT][os.environ["AWS_REGION"]]
    api_gateway.account.cloudwatch_role_arn = os.environ.get("LOG_ROLE") or None
    sys.exit(moto.server.main(sys.argv[1:]))
