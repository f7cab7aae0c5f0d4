type Severity = "Fatal" | "Error" | "Warning" | "Info";
type ErrorType = "Operation" | "Security" | "Infrastructure";

export interface CatalogueRow {
  readonly name: ConditionName;
  readonly type: ErrorType;
  readonly severity: Severity;
}

/** TAB_KON_503 (gemSpec_Kon 5.18.0), conditions of the connector itself, in the table's order and spelling. */
const CONNECTOR_ROWS = [
  ["EC_Connector_Software_Out_Of_Date", "Operation", "Info"],
  ["EC_FW_Update_Available", "Operation", "Info"],
  ["EC_FW_Not_Valid_Status_Blocked", "Security", "Fatal"],
  ["EC_Time_Sync_Not_Successful", "Operation", "Info"],
  ["EC_TSL_Update_Not_Successful", "Operation", "Info"],
  ["EC_TSL_Expiring", "Security", "Info"],
  ["EC_BNetzA_VL_Update_Not_Successful", "Operation", "Info"],
  ["EC_BNetzA_VL_not_valid", "Security", "Warning"],
  ["EC_TSL_Trust_Anchor_Expiring", "Security", "Info"],
  ["EC_LOG_OVERFLOW", "Operation", "Warning"],
  ["EC_CRL_Expiring", "Security", "Warning"],
  ["EC_Time_Sync_Pending_Warning", "Security", "Warning"],
  ["EC_TSL_Out_Of_Date_Within_Grace_Period", "Security", "Warning"],
  ["EC_No_VPN_TI_Connection", "Operation", "Error"],
  ["EC_No_VPN_SIS_Connection", "Operation", "Error"],
  ["EC_No_Online_Connection", "Operation", "Error"],
  ["EC_IP_Adresses_Not_Available", "Security", "Error"],
  ["EC_CRL_Out_Of_Date", "Security", "Fatal"],
  ["EC_Firewall_Not_Reliable", "Security", "Fatal"],
  ["EC_Random_Generator_Not_Reliable", "Security", "Fatal"],
  ["EC_Secure_KeyStore_Not_Available", "Security", "Fatal"],
  ["EC_Security_Log_Not_Writable", "Operation", "Fatal"],
  ["EC_Software_Integrity_Check_Failed", "Security", "Fatal"],
  ["EC_Time_Difference_Intolerable", "Security", "Fatal"],
  ["EC_Time_Sync_Pending_Critical", "Security", "Fatal"],
  ["EC_TSL_Trust_Anchor_Out_Of_Date", "Security", "Fatal"],
  ["EC_TSL_Out_Of_Date_Beyond_Grace_Period", "Security", "Fatal"],
  ["EC_CRYPTOPERATION_ALARM", "Security", "Warning"],
  ["EC_NK_Certificate_Expiring", "Security", "Warning"],
  ["EC_NK_Certificate_Expired", "Security", "Fatal"],
  ["EC_TLS_Client_Certificate_Security", "Security", "Info"],
] as const satisfies readonly (readonly [string, ErrorType, Severity])[];

/** TAB_KON_503, conditions that the table gives a terminal's identifier as a parameter. */
const TERMINAL_ROWS = [
  ["EC_CardTerminal_Software_Out_Of_Date", "Operation", "Info"],
  ["EC_CardTerminal_gSMC-KT_Certificate_Expires_Soon", "Operation", "Info"],
  ["EC_CardTerminal_Not_Available", "Operation", "Error"],
] as const satisfies readonly (readonly [string, ErrorType, Severity])[];

export type ConnectorCondition = (typeof CONNECTOR_ROWS)[number][0];
export type TerminalCondition = (typeof TERMINAL_ROWS)[number][0];
type ConditionName = ConnectorCondition | TerminalCondition;

export const CONNECTOR_CONDITIONS = CONNECTOR_ROWS.map(([name, type, severity]) => ({ name, type, severity }));
export const TERMINAL_CONDITIONS = TERMINAL_ROWS.map(([name, type, severity]) => ({ name, type, severity }));
