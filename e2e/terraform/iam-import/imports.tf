# Everything that the provider can import, by the ids that its documentation names. Not among them: group memberships and
# policy attachments that say everything of their group or policy.

locals {
  account = data.aws_caller_identity.me.account_id
  arn     = "arn:aws:iam::${local.account}"
}

data "aws_iam_access_keys" "alice" {
  user = "tf-alice"
}

import {
  to = aws_iam_user.alice
  id = "tf-alice"
}

import {
  to = aws_iam_user.bob
  id = "tf-bob"
}

import {
  to = aws_iam_group.web
  id = "tf-web"
}

import {
  to = aws_iam_group.ops
  id = "tf-ops"
}

import {
  to = aws_iam_user_group_membership.ops
  id = "tf-alice/tf-ops"
}

import {
  to = aws_iam_access_key.alice
  id = one(data.aws_iam_access_keys.alice.access_keys).access_key_id
}

import {
  to = aws_iam_policy.pull
  id = "${local.arn}:policy/terraform/tf-pull"
}

import {
  to = aws_iam_policy.limit
  id = "${local.arn}:policy/tf-limit"
}

import {
  to = aws_iam_user_policy_attachment.alice
  id = "tf-alice/${local.arn}:policy/terraform/tf-pull"
}

import {
  to = aws_iam_group_policy_attachment.web
  id = "tf-web/arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"
}

import {
  to = aws_iam_role_policy_attachment.deploy
  id = "tf-deploy/${local.arn}:policy/terraform/tf-pull"
}

import {
  to = aws_iam_user_policy.alice
  id = "tf-alice:inline"
}

import {
  to = aws_iam_group_policy.web
  id = "tf-web:inline"
}

import {
  to = aws_iam_role_policy.deploy
  id = "tf-deploy:inline"
}

import {
  to = aws_iam_role.deploy
  id = "tf-deploy"
}

import {
  to = aws_iam_instance_profile.machine
  id = "tf-machine"
}

import {
  to = aws_iam_openid_connect_provider.github
  id = "${local.arn}:oidc-provider/token.actions.githubusercontent.com"
}

import {
  to = aws_iam_saml_provider.sso
  id = "${local.arn}:saml-provider/tf-sso"
}

import {
  to = aws_iam_account_alias.alias
  id = "tf-slipway"
}

import {
  to = aws_iam_account_password_policy.strict
  id = "iam-account-password-policy"
}

import {
  to = aws_iam_user_login_profile.bob
  id = "tf-bob"
}

import {
  to = aws_iam_virtual_mfa_device.phone
  id = "${local.arn}:mfa/tf-phone"
}

import {
  to = aws_iam_service_linked_role.ecs
  id = "${local.arn}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
}
