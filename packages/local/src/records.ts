import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import type { StreamAttribute, StreamRecord } from "@switchboard/functions";

type Image = Readonly<Record<string, AttributeValue>>;

/** A record of the stream as Lambda hands it to its handlers: the same, with bytes as base64. */
export function lambdaRecord({ eventName, dynamodb }: _Record): StreamRecord {
  const { SequenceNumber, Keys, NewImage, OldImage } = dynamodb ?? {};
  return {
    ...(eventName === undefined ? {} : { eventName }),
    dynamodb: {
      ...(SequenceNumber === undefined ? {} : { SequenceNumber }),
      ...(Keys ? { Keys: lambdaImage(Keys as Image) } : {}),
      ...(NewImage ? { NewImage: lambdaImage(NewImage as Image) } : {}),
      ...(OldImage ? { OldImage: lambdaImage(OldImage as Image) } : {}),
    },
  };
}

const lambdaImage = (image: Image): Record<string, StreamAttribute> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, lambdaAttribute(value)]));

function lambdaAttribute({ S, N, BOOL, B }: AttributeValue): StreamAttribute {
  if (S !== undefined) return { S };
  if (N !== undefined) return { N };
  if (BOOL !== undefined) return { BOOL };
  return B === undefined ? {} : { B: Buffer.from(B).toString("base64") };
}
