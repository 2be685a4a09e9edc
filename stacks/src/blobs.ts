/** Attachments and long texts. Private, encrypted, and without versions: what is redacted is to be gone. */
export function files(keep: boolean, origins: readonly string[]): sst.aws.Bucket {
  return bucket("Files", keep, {
    // Browsers upload and download by signed links, from the pages that the company names.
    cors: origins.length > 0 && {
      allowOrigins: [...origins],
      allowMethods: ["GET", "PUT"],
      allowHeaders: ["content-type", "if-none-match"],
      exposeHeaders: [],
      maxAge: "1 hour",
    },
    transform: {
      lifecycle: (args) => {
        args.rules = [
          {
            id: "unfinished-uploads",
            status: "Enabled",
            filter: { prefix: "" },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ];
      },
    },
    lifecycle: [{ id: "unfinished-uploads", enabled: true }],
  });
}

/** A bucket that nobody outside reads, over TLS alone, encrypted, emptied only where the stage may lose it. */
export function bucket(name: string, keep: boolean, args: sst.aws.BucketArgs): sst.aws.Bucket {
  const made = new sst.aws.Bucket(name, {
    ...args,
    transform: { ...args.transform, bucket: { forceDestroy: !keep } },
  });
  new aws.s3.BucketServerSideEncryptionConfiguration(`${name}Encryption`, {
    bucket: made.name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  return made;
}
