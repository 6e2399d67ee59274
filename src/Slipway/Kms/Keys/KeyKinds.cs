using Slipway.Wire.Shapes;

namespace Slipway.Kms.Keys;

/// <summary>What keys can be for on AWS; here they encrypt and decrypt.</summary>
internal enum KeyUsage
{
    [Wire("SIGN_VERIFY")]
    SignVerify,

    [Wire("ENCRYPT_DECRYPT")]
    EncryptDecrypt,

    [Wire("GENERATE_VERIFY_MAC")]
    GenerateVerifyMac,

    [Wire("KEY_AGREEMENT")]
    KeyAgreement,
}

/// <summary>What keys can be on AWS; here they are symmetric.</summary>
internal enum KeySpec
{
    [Wire("RSA_2048")]
    Rsa2048,

    [Wire("RSA_3072")]
    Rsa3072,

    [Wire("RSA_4096")]
    Rsa4096,

    [Wire("ECC_NIST_P256")]
    EccNistP256,

    [Wire("ECC_NIST_P384")]
    EccNistP384,

    [Wire("ECC_NIST_P521")]
    EccNistP521,

    [Wire("ECC_SECG_P256K1")]
    EccSecgP256k1,

    [Wire("SYMMETRIC_DEFAULT")]
    SymmetricDefault,

    [Wire("HMAC_224")]
    Hmac224,

    [Wire("HMAC_256")]
    Hmac256,

    [Wire("HMAC_384")]
    Hmac384,

    [Wire("HMAC_512")]
    Hmac512,

    [Wire("SM2")]
    Sm2,

    [Wire("ML_DSA_44")]
    MlDsa44,

    [Wire("ML_DSA_65")]
    MlDsa65,

    [Wire("ML_DSA_87")]
    MlDsa87,

    [Wire("ECC_NIST_EDWARDS25519")]
    EccNistEdwards25519,
}

/// <summary>The same by its older name.</summary>
internal enum CustomerMasterKeySpec
{
    [Wire("RSA_2048")]
    Rsa2048,

    [Wire("RSA_3072")]
    Rsa3072,

    [Wire("RSA_4096")]
    Rsa4096,

    [Wire("ECC_NIST_P256")]
    EccNistP256,

    [Wire("ECC_NIST_P384")]
    EccNistP384,

    [Wire("ECC_NIST_P521")]
    EccNistP521,

    [Wire("ECC_SECG_P256K1")]
    EccSecgP256k1,

    [Wire("SYMMETRIC_DEFAULT")]
    SymmetricDefault,

    [Wire("HMAC_224")]
    Hmac224,

    [Wire("HMAC_256")]
    Hmac256,

    [Wire("HMAC_384")]
    Hmac384,

    [Wire("HMAC_512")]
    Hmac512,

    [Wire("SM2")]
    Sm2,
}

/// <summary>Where the material of keys can come from on AWS; here it is made by the server.</summary>
internal enum KeyOrigin
{
    [Wire("AWS_KMS")]
    AwsKms,

    [Wire("EXTERNAL")]
    External,

    [Wire("AWS_CLOUDHSM")]
    AwsCloudhsm,

    [Wire("EXTERNAL_KEY_STORE")]
    ExternalKeyStore,
}

/// <summary>What keys encrypt with on AWS; here with AES-256-GCM.</summary>
internal enum EncryptionAlgorithm
{
    [Wire("SYMMETRIC_DEFAULT")]
    SymmetricDefault,

    [Wire("RSAES_OAEP_SHA_1")]
    RsaesOaepSha1,

    [Wire("RSAES_OAEP_SHA_256")]
    RsaesOaepSha256,

    [Wire("SM2PKE")]
    Sm2pke,
}
