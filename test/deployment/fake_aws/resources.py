"""Creates resources that moto's CloudFormation does not know."""

from typing import Any

from moto.apigateway.models import apigateway_backends
from moto.awslambda import lambda_backends
from moto.awslambda.models import LambdaVersion
from moto.core.common_models import CloudFormationModel
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table


class GlobalTable(CloudFormationModel):
    """A DynamoDB table with its time to live and its backups."""

    __module__ = "moto.dynamodb.resources"  # moto takes the service's name from here

    @staticmethod
    def cloudformation_name_type() -> str:
        return "TableName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::DynamoDB::GlobalTable"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
    ) -> Table:
        properties = cloudformation_json["Properties"]
        replica = next(each for each in properties["Replicas"] if each["Region"] == region_name)
        properties["DeletionProtectionEnabled"] = replica.get("DeletionProtectionEnabled", False)
        table = Table.create_from_cloudformation_json(
            resource_name, cloudformation_json, account_id, region_name, **kwargs
        )
        backend = dynamodb_backends[account_id][region_name]
        backend.update_time_to_live(table.name, properties["TimeToLiveSpecification"])
        backend.update_continuous_backups(table.name, replica["PointInTimeRecoverySpecification"])
        return table


class Stage(CloudFormationModel):
    """A stage of a REST API. API Gateway refuses it if the account has no role for access logs."""

    __module__ = "moto.apigateway.resources"

    def __init__(self, name: str) -> None:
        self.physical_resource_id = name

    @staticmethod
    def cloudformation_name_type() -> str:
        return "StageName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::ApiGateway::Stage"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
    ) -> "Stage":
        properties = cloudformation_json["Properties"]
        backend = apigateway_backends[account_id][region_name]
        if properties.get("AccessLogSetting") and backend.account.cloudwatch_role_arn is None:
            raise ValueError("CloudWatch Logs role ARN must be set in account settings to enable logging")
        name = properties["StageName"]
        backend.create_stage(
            properties["RestApiId"],
            name,
            properties["DeploymentId"],
            variables={},
            description="",
            tracing_enabled=False,
        )
        return cls(name)


class Alias(CloudFormationModel):
    """An alias of a Lambda function, without shifting callers between versions."""

    __module__ = "moto.awslambda.resources"

    def __init__(self, arn: str) -> None:
        self.physical_resource_id = arn

    @staticmethod
    def cloudformation_name_type() -> None:
        return None

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::Lambda::Alias"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
    ) -> "Alias":
        properties = cloudformation_json["Properties"]
        alias = lambda_backends[account_id][region_name].create_alias(
            properties["Name"], properties["FunctionName"], str(properties["FunctionVersion"]), "", None
        )
        return cls(alias.arn)


def register() -> None:
    """Lets templates read a Lambda version's number. Importing registers the classes above."""
    LambdaVersion.has_cfn_attr = classmethod(lambda cls, name: name == "Version")  # type: ignore[method-assign,assignment]
    LambdaVersion.get_cfn_attribute = lambda self, name: str(self.version)  # type: ignore[attr-defined]
