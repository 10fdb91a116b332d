"""Accepts resources and does nothing for them. Other tests check them in the template."""

from typing import Any

from moto.core.common_models import CloudFormationModel

TYPES = """
AWS::ApiGateway::GatewayResponse AWS::CDK::Metadata AWS::CloudWatch::Alarm AWS::CloudWatch::CompositeAlarm
AWS::CodeDeploy::Application AWS::CodeDeploy::DeploymentGroup AWS::Logs::MetricFilter
AWS::Logs::QueryDefinition AWS::Pipes::Pipe AWS::S3::BucketPolicy AWS::SNS::Subscription AWS::SNS::TopicPolicy
AWS::SQS::QueuePolicy
""".split()

# moto finds models through weak references.
_models: list[type] = []


def register() -> None:
    _models.extend(_stand_in(cfn_type) for cfn_type in TYPES)


def _stand_in(cfn_type: str) -> type:
    _, service, kind = (part.lower() for part in cfn_type.split("::"))

    class StandIn(CloudFormationModel):
        __module__ = f"moto.{service}.stand_ins"

        def __init__(self, name: str, account: str, region: str) -> None:
            self.physical_resource_id = name
            self.arn = f"arn:aws:{service}:{region}:{account}:{kind}/{name}"

        @staticmethod
        def cloudformation_name_type() -> None:
            return None

        @staticmethod
        def cloudformation_type() -> str:
            return cfn_type

        @classmethod
        def has_cfn_attr(cls, attr: str) -> bool:
            return True

        def get_cfn_attribute(self, attr: str) -> str:
            return self.arn if "Arn" in attr else self.physical_resource_id

        @classmethod
        def create_from_cloudformation_json(
            cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
        ) -> "StandIn":
            return cls(resource_name, account_id, region_name)

    return StandIn
