export { type FaultCode, type SoapFaultCode, sendDataFault, soapFault } from "./fault.ts";
export { type SendDataFailure, readSendData } from "./read-send-data.ts";
export { sendDataResponse } from "./send-data-response.ts";
export { asksForOtherOperation } from "./soap-action.ts";
