"""Policies of repositories and of the registry, settings of the account, lifecycle policies and their previews."""

import json

from checked import ecr, knows, paged, refuses, same, waited
from pushing import push


def statement(actions, **more):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Sid": "some", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": actions, **more}]})


def policies_of_repositories():
    ecr.create_repository(repositoryName="policy/one")
    repository = {"repositoryName": "policy/one"}
    refuses("RepositoryPolicyNotFoundException", ecr.get_repository_policy, **repository)
    refuses("InvalidParameterException", ecr.set_repository_policy, policyText="{}", **repository)
    put = ecr.set_repository_policy(policyText=statement(["ecr:BatchGetImage"]), **repository)
    got = ecr.get_repository_policy(**repository)
    for answer in (put, got):
        same((answer["registryId"], answer["repositoryName"], json.loads(answer["policyText"])["Statement"][0]["Sid"]), ("000000000000", "policy/one", "some"))
    same(ecr.delete_repository_policy(**repository)["policyText"], got["policyText"])
    refuses("RepositoryPolicyNotFoundException", ecr.delete_repository_policy, **repository)


def the_registry_s_policy():
    refuses("RegistryPolicyNotFoundException", ecr.get_registry_policy)
    refuses("InvalidParameterException", ecr.put_registry_policy, policyText='{"Version":"2012-10-17","Statement":[]}')
    policy = statement(["ecr:ReplicateImage"], Resource=["arn:aws:ecr:us-east-1:000000000000:repository/*"])
    same(ecr.put_registry_policy(policyText=policy)["registryId"], "000000000000")
    got = ecr.get_registry_policy()
    same((got["registryId"], json.loads(got["policyText"])["Statement"][0]["Action"]), ("000000000000", ["ecr:ReplicateImage"]))
    same(ecr.delete_registry_policy()["policyText"], got["policyText"])
    refuses("RegistryPolicyNotFoundException", ecr.delete_registry_policy)


def settings_of_the_account():
    if not knows("PutAccountSetting"):
        return
    for name, value in (("BASIC_SCAN_TYPE_VERSION", "AWS_NATIVE"), ("REGISTRY_POLICY_SCOPE", "V2"), ("BLOB_MOUNTING", "ENABLED")):
        same(ecr.get_account_setting(name=name)["name"], name)
        answer = ecr.put_account_setting(name=name, value=value)
        same((answer["name"], answer["value"]), (name, value))
        same(ecr.get_account_setting(name=name)["value"], value)
        refuses("InvalidParameterException", ecr.put_account_setting, name=name, value="NONSENSE")
    refuses("InvalidParameterException", ecr.get_account_setting, name="NONSENSE")


def keep(count):
    selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count}
    return json.dumps({"rules": [{"rulePriority": 7, "selection": selection, "action": {"type": "expire"}}]})


def lifecycle_policies():
    ecr.create_repository(repositoryName="life/one")
    repository = {"repositoryName": "life/one"}
    pushed = [push("life/one", f"v{number}")[2] for number in range(3)]
    refuses("LifecyclePolicyPreviewNotFoundException", ecr.get_lifecycle_policy_preview, **repository)
    refuses("LifecyclePolicyNotFoundException", ecr.start_lifecycle_policy_preview, **repository)
    refuses("LifecyclePolicyNotFoundException", ecr.get_lifecycle_policy, **repository)
    refuses("InvalidParameterException", ecr.put_lifecycle_policy, lifecyclePolicyText=keep(-1), **repository)

    started = ecr.start_lifecycle_policy_preview(lifecyclePolicyText=keep(1), **repository)
    same((started["repositoryName"], started["registryId"], started["lifecyclePolicyText"], started["status"]), ("life/one", "000000000000", keep(1), "IN_PROGRESS"))
    waited("lifecycle_policy_preview_complete", **repository)
    preview = ecr.get_lifecycle_policy_preview(**repository)
    same((preview["status"], preview["summary"]["expiringImageTotalCount"], preview["lifecyclePolicyText"]), ("COMPLETE", 2, keep(1)))
    results = paged("get_lifecycle_policy_preview", "previewResults", **repository)
    same({result["imageDigest"] for result in results}, set(pushed[:2]))
    same({(result["action"]["type"], result["appliedRulePriority"]) for result in results}, {("EXPIRE", 7)})
    # It was a preview.
    same(len(paged("list_images", "imageIds", **repository)), 3)

    same(ecr.put_lifecycle_policy(lifecyclePolicyText=keep(1), **repository)["lifecyclePolicyText"], keep(1))
    got = ecr.get_lifecycle_policy(**repository)
    same((got["lifecyclePolicyText"], got["repositoryName"], got["registryId"]), (keep(1), "life/one", "000000000000"))
    same(ecr.delete_lifecycle_policy(**repository)["lifecyclePolicyText"], keep(1))
    refuses("LifecyclePolicyNotFoundException", ecr.delete_lifecycle_policy, **repository)


STEPS = [policies_of_repositories, the_registry_s_policy, settings_of_the_account, lifecycle_policies]
