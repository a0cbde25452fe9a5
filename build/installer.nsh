; The program is installed for the person who runs the installer: no administrator, no question about it.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend
