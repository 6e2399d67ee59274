# Where the server is and who asks comes from the environment: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, …
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region                  = "us-east-1"
  skip_metadata_api_check = true
}

data "aws_caller_identity" "me" {}
