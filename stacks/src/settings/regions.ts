/**
 * Where SES receives mail. Elsewhere it only sends, and a deploy with a mail domain would end with a receipt
 * rule that AWS refuses. From the service endpoints page of SES in the AWS General Reference.
 */
export const RECEIVING_REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
] as const;

export const receivesMail = (region: string): boolean => RECEIVING_REGIONS.some((one) => one === region);
