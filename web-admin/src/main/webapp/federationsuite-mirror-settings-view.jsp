<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page with the settings of one room or service. Its model is the request attribute "view", made by SettingsView: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-mirror-settings.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="mirrors.settings.title"/></title>
  <meta name="pageID" content="federationsuite-mirrors"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><a href="federationsuite-mirrors.jsp"><fmt:message key="mirror.back"/></a></p>
  <h2 class="federationsuite-domain"><c:out value="${view.name}"/></h2>

  <c:choose>
  <c:when test="${not view.found}">
    <p class="federationsuite-failed"><fmt:message key="mirrors.settings.wrong"/></p>
  </c:when>
  <c:otherwise>
    <h2 class="jive-contentBoxHeader"><fmt:message key="mirrors.scope.${view.kind}"/></h2>
    <div class="jive-contentBox">
      <p><fmt:message key="mirrors.settings.explain"/></p>
      <form action="federationsuite-mirror-settings.jsp" method="post" id="settings">
        <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
        <input type="hidden" name="action" value="save"/>
        <input type="hidden" name="kind" value="<c:out value="${view.kind}"/>"/>
        <input type="hidden" name="name" value="<c:out value="${view.name}"/>"/>
        <table class="federationsuite">
          <thead>
          <tr>
            <th scope="col"><fmt:message key="mirrors.settings.setting"/></th>
            <th scope="col"><fmt:message key="mirrors.settings.here"/></th>
            <th scope="col"><fmt:message key="mirrors.settings.else"/></th>
          </tr>
          </thead>
          <tbody>
          <c:forEach items="${view.settings}" var="setting">
            <tr>
              <th scope="row"><fmt:message key="mirrors.setting.${setting.name}"/></th>
              <td>
                <c:choose>
                <c:when test="${not empty setting.choices}">
                  <select name="<c:out value="${setting.name}"/>" aria-label="<fmt:message key="mirrors.setting.${setting.name}"/>">
                    <option value=""><fmt:message key="mirrors.settings.none"/></option>
                    <c:forEach items="${setting.choices}" var="choice">
                      <option value="<c:out value="${choice.value}"/>"<c:if test="${choice.value eq (view.typed[setting.name] ne null ? view.typed[setting.name] : setting.own)}"> selected="selected"</c:if>><fmt:message key="mirrors.choice.${choice.words}"/></option>
                    </c:forEach>
                  </select>
                </c:when>
                <c:otherwise>
                  <input type="text" name="<c:out value="${setting.name}"/>" size="20" maxlength="2000" aria-label="<fmt:message key="mirrors.setting.${setting.name}"/>" value="<c:out value="${view.typed[setting.name] ne null ? view.typed[setting.name] : setting.own}"/>"/>
                </c:otherwise>
                </c:choose>
              </td>
              <td><c:choose><c:when test="${not empty setting.choices}"><fmt:message key="mirrors.choice.${setting.words}"/></c:when><c:otherwise><c:out value="${setting.inherited}"/></c:otherwise></c:choose><p><fmt:message key="mirrors.from.${setting.from}"/></p></td>
            </tr>
          </c:forEach>
          </tbody>
        </table>
        <p><button type="submit"><fmt:message key="peer.save"/></button></p>
      </form>
    </div>

    <c:if test="${not empty view.change}">
      <h2 class="jive-contentBoxHeader"><fmt:message key="mirrors.settings.last"/></h2>
      <div class="jive-contentBox">
        <p><c:out value="${view.change.at}, ${view.change.by}"/></p>
        <p class="federationsuite-note"><c:out value="${view.change.text}"/></p>
        <form action="federationsuite-mirror-settings.jsp" method="post" id="undo">
          <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
          <input type="hidden" name="action" value="undo"/>
          <input type="hidden" name="kind" value="<c:out value="${view.kind}"/>"/>
          <input type="hidden" name="name" value="<c:out value="${view.name}"/>"/>
          <button type="submit"><fmt:message key="mirrors.settings.undo"/></button>
        </form>
      </div>
    </c:if>
  </c:otherwise>
  </c:choose>

</c:otherwise>
</c:choose>

</body>
</html>
